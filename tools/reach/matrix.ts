import { DesignedFlow, flowKey, Question } from './questions';
import { Node, Reach } from './reach';

/** A protocol with a port, or for ICMP with a type. */
export type Port = readonly [protocol: string, port: number];

/** Ports of the design, their neighbours, and some of what attackers ask for first. */
export const PORTS: readonly Port[] = [
  ...[
    22, 79, 80, 81, 442, 443, 444, 1023, 1024, 3305, 3306, 3307, 8079, 8080, 8081, 9089, 9090, 9091, 65535,
  ].map((port): Port => ['tcp', port]),
  ['udp', 53],
  ['udp', 443],
  ['icmp', 8],
];

/** Nodes without those that rules cannot tell apart from one before, such as all endpoints of one group but the first. */
export function distinctNodes({ nodes }: Reach): Node[] {
  const seen = new Set<string>();
  return [...nodes.values()].filter(({ placement, ends, name }) => {
    const key =
      placement?.kind === 'endpoint'
        ? JSON.stringify(ends.map(({ address, subnet, groups }) => [address, subnet, groups]))
        : name;
    return !seen.has(key) && seen.add(key);
  });
}

/** Questions about the rest: each pair of nodes, tasks of one service included, is denied each port of no designed flow. */
export function matrixQuestions(reach: Reach, flows: readonly DesignedFlow[]): Question[] {
  const designed = new Set(flows.map(flowKey));
  const nodes = distinctNodes(reach);
  return nodes
    .filter(({ name }) => !reach.services.has(name) || reach.nodes.get(name)?.placement !== undefined)
    .flatMap((from) =>
      nodes
        .filter((to) => !(from.name === 'internet' && to.ends.every(({ subnet }) => subnet === undefined)))
        .map((to): Question => {
          const ports = PORTS.filter(
            ([protocol, port]) =>
              protocol !== 'tcp' || !designed.has(flowKey({ from: from.name, to: to.name, port })),
          );
          return {
            asks: `nothing else ${from.name} → ${to.name}`,
            groups: [...(from.ends[0]?.groups ?? []), ...(to.ends[0]?.groups ?? [])],
            failure: (asked) => {
              const source = asked.ends(from.name) ?? [];
              const destination = asked.ends(to.name) ?? [];
              const open = ports.find(([protocol, port]) =>
                ['allowed', 'partly'].includes(asked.flow(source, destination, protocol, port).verdict),
              );
              return open === undefined ? undefined : `${open.join('/')} is open`;
            },
          };
        }),
    );
}
