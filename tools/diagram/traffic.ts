import { requestOf } from '../model/http';
import { LoadBalancer } from '../model/load-balancer/types';
import { serviceName } from '../model/model';
import { RequestVerdict } from '../model/request';
import { EcsService } from '../model/services';
import { End } from '../model/vpc/packet';
import { Node, Reach } from '../reach/reach';
import { INSIDE, withInside } from '../reach/inside';

/** Path of the API whose requests a task or function answers. */
export interface PathTraffic {
  /** Path such as `/api/vets`, which stands for all below it. */
  readonly path: string;
  /** Id of the placement that answers. */
  readonly target: string;
  /** True where a load balancer forwards the request. */
  readonly isForwarded: boolean;
  /** True where only addresses of the firewall's allow-list get there. */
  readonly isListed: boolean;
}

/** Paths of the API that lead somewhere, each judged by a request for every method of its resources. */
export function pathsOf(reach: Reach): PathTraffic[] {
  const inside = new Reach(reach.environment, withInside(reach.model)).prepared;
  const found = new Map<string, PathTraffic>();
  for (const { httpMethod, path: resource } of reach.model.apis.flatMap(({ methods }) => methods)) {
    const path = resource.replace(/\/\{.*$/, '');
    if (httpMethod === 'OPTIONS' || found.get(path)?.isListed === false) continue;
    const method = httpMethod === 'ANY' ? 'GET' : httpMethod;
    const target = resource.replace(/\{[^}]+\}/g, 'one');
    const anywhere = reach.prepared.judgeApi(requestOf(method, target));
    const listed = inside.judgeApi(requestOf(method, target, { source: INSIDE }));
    const { reached, hops } = anywhere.reached === undefined ? listed : anywhere;
    if (reached === undefined) continue;
    const isForwarded = hops.some(({ at }) => at === 'listener');
    const isListed = anywhere.reached === undefined;
    found.set(path, { path, target: reached.placement.id, isForwarded, isListed });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Answer to requests that go straight to a listener, without the gateway, such as `80: 403`. */
export interface DirectTraffic {
  readonly port: number;
  /** Statuses of the answers; empty where a task gets a request. */
  readonly statuses: readonly number[];
}

/** Ways to the load balancer that the network leaves open to everybody. */
export const directTraffic = (
  { prepared }: Reach,
  balancer: LoadBalancer,
  paths: readonly string[],
): DirectTraffic[] =>
  balancer.listeners
    .filter(({ port }) => prepared.flow('internet', balancer, port).verdict === 'allowed')
    .map(({ port }) => {
      const verdicts = ['/', ...paths].map((path): RequestVerdict =>
        prepared.judgeLoadBalancer(requestOf('GET', path), balancer, port),
      );
      const statuses = new Set(verdicts.flatMap(({ status }) => status ?? []));
      return { port, statuses: verdicts.some(({ reached }) => reached) ? [] : [...statuses].sort() };
    });

/** Ends of a node in one zone. */
export const endsIn = ({ model }: Reach, { ends }: Node, zone: string): End[] =>
  ends.filter(({ subnet }) =>
    model.network.subnets.some(({ id, zone: own }) => id === subnet && own === zone),
  );

/** Connections that tasks, functions or instances of one zone may open. */
export interface Connections {
  /** Port of the database; undefined where it is closed. */
  readonly database: number | undefined;
  /** Endpoints, by the name of their service, that answer on 443. */
  readonly endpoints: readonly string[];
  /** NAT gateway that leads them to the internet on 443. */
  readonly natGateway: string | undefined;
  /** Services that they reach on the port of their tasks, in their own zone. */
  readonly peers: readonly { readonly name: string; readonly port: number }[];
}

export function connectionsOf(reach: Reach, node: Node, zone: string): Connections {
  const source = endsIn(reach, node, zone);
  const passed = (to: readonly End[], port: number) => {
    const { verdict, cases } = reach.flow(source, to, 'tcp', port);
    return verdict === 'allowed' ? (cases[0]?.hops ?? []) : undefined;
  };
  const natGateway = (to: readonly End[]): string | undefined =>
    passed(to, 443)?.find(({ at }) => at === 'NAT gateway')?.decidedBy;
  const [database] = reach.model.services.databases;
  const aurora = [...reach.nodes.values()].find(({ placement }) => placement?.id === database?.id);
  return {
    database: database && passed(aurora?.ends ?? [], database.port) && database.port,
    endpoints: reach.model.network.endpoints
      .map(({ service }) => serviceName(service))
      .filter((name) => {
        const ends = reach.nodes.get(name)?.ends ?? [];
        return passed(ends, 443) !== undefined && natGateway(ends) === undefined;
      }),
    natGateway: natGateway(reach.nodes.get('internet')?.ends ?? []),
    peers: [...reach.nodes.values()].flatMap((peer) =>
      portsOf(peer)
        .filter((port) => peer !== node && passed(endsIn(reach, peer, zone), port) !== undefined)
        .map((port) => ({ name: peer.name, port })),
    ),
  };
}

/** Ports on which tasks of a service take requests. */
export const portsOf = ({ placement }: Node): number[] =>
  placement !== undefined && 'targets' in placement
    ? (placement as EcsService).targets.map(({ port }) => port)
    : [];
