import { decideGroups, PreparedGroup } from '../model/vpc/groups';
import { End } from '../model/vpc/packet';
import { distinctNodes, Port, PORTS } from './matrix';
import { DesignedFlow, flowKey, Question } from './questions';
import { Reach } from './reach';

/**
 * Questions about each node's security groups alone, one way at a time: it may send and take what the design names and nothing
 * else, even where another layer would stop it. Whoever may call the internet may send 443 to anybody, and whoever the
 * internet reaches takes that port from anybody.
 */
export function groupQuestions(reach: Reach, flows: readonly DesignedFlow[]): Question[] {
  const designed = new Set(flows.map(flowKey));
  const nodes = distinctNodes(reach);
  return nodes
    .filter(({ placement }) => placement !== undefined)
    .flatMap((node) =>
      (['egress', 'ingress'] as const).map((direction): Question => {
        const isDesigned = (peer: string, port: number): boolean =>
          [peer, 'internet'].some((other) => {
            const [from, to] = direction === 'egress' ? [node.name, other] : [other, node.name];
            return designed.has(flowKey({ from, to, port }));
          });
        return {
          asks: `security groups of ${node.name}, ${direction}`,
          groups: [...(node.ends[0]?.groups ?? []), ...nodes.flatMap(({ ends }) => ends[0]?.groups ?? [])],
          failure: (asked) => {
            const [own] = asked.ends(node.name) ?? [];
            for (const peer of nodes) {
              const [other] = asked.ends(peer.name) ?? [];
              if (own === undefined || other === undefined) continue;
              const wrong = PORTS.find(
                (port) =>
                  allows(asked, own, other, direction, port) !==
                  (port[0] === 'tcp' && isDesigned(peer.name, port[1])),
              );
              if (wrong !== undefined)
                return `${wrong.join('/')} ${direction === 'egress' ? 'to' : 'from'} ${peer.name}`;
            }
            return undefined;
          },
        };
      }),
    );
}

type Direction = 'egress' | 'ingress';

function allows({ prepared }: Reach, own: End, peer: End, way: Direction, [protocol, port]: Port): boolean {
  const groups = (own.groups ?? [])
    .map((id) => prepared.network.groups.get(id))
    .filter((group): group is PreparedGroup => group !== undefined);
  const { address, groups: peerGroups = [] } = peer;
  return decideGroups(groups, way, protocol, { address, groups: peerGroups }, port).allows;
}
