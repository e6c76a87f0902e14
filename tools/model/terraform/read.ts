import { Model } from '../model';
import { readApis } from './api';
import { readFirewalls } from './firewall';
import { readLoadBalancers, readTargetGroups } from './load-balancers';
import { readNetwork } from './network';
import { readServices } from './services';
import { Configuration, Stacks } from './stacks';

/**
 * Model of one environment from the synthesized JSON of all its stacks. Every id is `stack/address`.
 *
 * @param configurations by stack name, such as `dev-network`
 */
export function readTerraform(configurations: Readonly<Record<string, Configuration>>): Model {
  const stacks = new Stacks(configurations);
  return {
    network: readNetwork(stacks),
    firewalls: readFirewalls(stacks),
    apis: readApis(stacks),
    loadBalancers: readLoadBalancers(stacks),
    targetGroups: readTargetGroups(stacks),
    services: readServices(stacks),
  };
}
