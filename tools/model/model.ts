import { RestApi } from './api/types';
import { WebAcl } from './firewall/types';
import { LoadBalancer, TargetGroup } from './load-balancer/types';
import { Placement, Services } from './services';
import { Network } from './vpc/types';

/** One environment as its readers found it: plain data, the same from Terraform's JSON and from AWS. */
export interface Model {
  readonly network: Network;
  readonly firewalls: readonly WebAcl[];
  readonly apis: readonly RestApi[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly services: Services;
}

/** Placements of all network interfaces, those of interface endpoints included. */
export function placementsOf({ network, loadBalancers, services }: Model): Placement[] {
  const endpoints = network.endpoints.filter(({ kind }) => kind === 'Interface');
  return [
    ...services.ecs,
    ...services.functions,
    ...services.databases,
    ...services.instances,
    ...loadBalancers,
    ...endpoints.map(({ service, ...endpoint }): Placement => ({
      ...endpoint,
      name: serviceName(service),
      kind: 'endpoint',
      isPublic: false,
    })),
  ].filter(({ subnets }) => subnets.length > 0);
}

/** Name of an AWS service as people write it: `ecr.api` of `com.amazonaws.us-west-2.ecr.api`. */
export const serviceName = (endpointService: string): string =>
  endpointService.replace(/^com\.amazonaws\.[a-z0-9-]+\./, '');

/**
 * Environment without one zone: its subnets with all that stands in them, and so its NAT gateways, whose routes lead
 * nowhere.
 */
export function withoutZone(model: Model, zone: string): Model {
  const { network, services } = model;
  const lost = new Set(network.subnets.filter((subnet) => subnet.zone === zone).map(({ id }) => id));
  const lostGateways = new Set(
    network.natGateways.filter(({ subnet }) => lost.has(subnet)).map(({ id }) => id),
  );
  const remaining = <T extends { readonly subnets: readonly string[] }>(all: readonly T[]): T[] =>
    all.map((one) => ({ ...one, subnets: one.subnets.filter((subnet) => !lost.has(subnet)) }));
  return {
    ...model,
    network: {
      ...network,
      subnets: network.subnets.filter(({ id }) => !lost.has(id)),
      natGateways: network.natGateways.filter(({ id }) => !lostGateways.has(id)),
      endpoints: remaining(network.endpoints),
      routeTables: network.routeTables.map((table) => ({
        ...table,
        routes: table.routes.map((route) =>
          lostGateways.has(route.target) ? { ...route, kind: 'blackhole' } : route,
        ),
      })),
    },
    loadBalancers: remaining(model.loadBalancers),
    services: {
      ...services,
      ecs: remaining(services.ecs),
      functions: remaining(services.functions),
      databases: remaining(services.databases),
      instances: remaining(services.instances),
    },
  };
}
