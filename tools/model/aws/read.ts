import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { EC2Client, EC2ClientConfig } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { Route53Client } from '@aws-sdk/client-route-53';
import { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { Model, placementsOf } from '../model';
import { describeApis } from './api';
import { describeFirewalls } from './firewall';
import { describeLoadBalancers, describeTargetGroups } from './load-balancers';
import { describeNetwork } from './network';
import { describeServices } from './services';

/** Region, and settings of the SDK that the AWS environment lacks. */
export type AwsPlace = Pick<EC2ClientConfig, 'region' | 'endpoint' | 'credentials'>;

/** Tells whether a physical name, such as `petclinic-dev-genai`, belongs to the environment. */
export const isNameOf = (environment: string, name: string): boolean => name.split('-').includes(environment);

/**
 * Model of a region by describe calls alone, which reads no state and changes nothing. Credentials and endpoint are those of
 * the AWS environment. Every id is AWS's own.
 *
 * @param isOurs by physical name, what of the region counts; the VPCs in which that stands count with it
 */
export async function readAws(config: AwsPlace, isOurs: (name: string) => boolean): Promise<Model> {
  const ec2 = new EC2Client(config);
  const elb = new ElasticLoadBalancingV2Client(config);
  const [network, apis, loadBalancers, targetGroups, services] = await Promise.all([
    describeNetwork(ec2),
    describeApis(new APIGatewayClient(config)),
    describeLoadBalancers(elb),
    describeTargetGroups(elb),
    describeServices({
      ec2,
      ecs: new ECSClient(config),
      lambda: new LambdaClient(config),
      rds: new RDSClient(config),
      route53: new Route53Client(config),
      discovery: new ServiceDiscoveryClient(config),
    }),
  ]);
  const firewalls = await describeFirewalls(new WAFV2Client(config), [
    ...apis.flatMap(({ stages }) => stages.map(({ id }) => id)),
    ...loadBalancers.map(({ id }) => id),
  ]);
  const ours = <T extends { readonly name: string }>(all: readonly T[]): T[] =>
    all.filter(({ name }) => isOurs(name));
  const named: Model = {
    network,
    firewalls: ours(firewalls),
    apis: ours(apis),
    loadBalancers: ours(loadBalancers),
    targetGroups,
    services: {
      ...services,
      ecs: ours(services.ecs),
      functions: ours(services.functions),
      databases: ours(services.databases),
      instances: ours(services.instances),
    },
  };
  const used = new Set(
    placementsOf({ ...named, network: { ...network, endpoints: [] } }).flatMap(({ subnets }) => subnets),
  );
  const vpcs = new Set(network.subnets.filter(({ id }) => used.has(id)).map(({ vpc }) => vpc));
  const inside = <T extends { readonly vpc: string }>(all: readonly T[]): T[] =>
    all.filter(({ vpc }) => vpcs.has(vpc));
  const subnets = inside(network.subnets);
  const listened = new Set(
    named.services.ecs.flatMap(({ targets }) => targets.map(({ targetGroup }) => targetGroup)),
  );
  return {
    ...named,
    targetGroups: targetGroups.filter(({ id, name }) => listened.has(id) || isOurs(name)),
    network: {
      ...network,
      vpcs: network.vpcs.filter(({ id }) => vpcs.has(id)),
      subnets,
      routeTables: inside(network.routeTables),
      acls: inside(network.acls),
      groups: inside(network.groups),
      endpoints: inside(network.endpoints),
      natGateways: network.natGateways.filter(({ subnet }) => subnets.some(({ id }) => id === subnet)),
    },
  };
}
