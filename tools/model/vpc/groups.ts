import { Block, blockOf, holds } from '../addresses';
import { Decision } from './acl';
import { byDirection, Directed, protocolMatches, protocolOf } from './protocols';
import { GroupRule, PrefixList, SecurityGroup } from './types';

interface Rule extends GroupRule {
  /** Blocks of a CIDR or prefix list; undefined where the peer is a security group. */
  readonly blocks: readonly Block[] | undefined;
}

export type PreparedGroup = Directed<Rule>;

/** Reads the CIDRs of a group's rules and of the prefix lists that they name. */
export function prepareGroup(
  { id, rules }: SecurityGroup,
  prefixLists: ReadonlyMap<string, PrefixList>,
): PreparedGroup {
  const prepared = rules.map((rule): Rule => {
    const cidrs = prefixLists.get(rule.peer)?.cidrs ?? (rule.peer.includes('/') ? [rule.peer] : []);
    const blocks = cidrs.map(blockOf).filter((block) => block !== undefined);
    const isAddresses = blocks.length > 0 || prefixLists.has(rule.peer) || rule.peer.includes(':');
    return { ...rule, protocol: protocolOf(rule.protocol), blocks: isAddresses ? blocks : undefined };
  });
  return byDirection(id, prepared);
}

/**
 * Decision of all groups of an interface together: a rule of any of them allows, nothing denies. A rule that names a group
 * matches where the peer is in that group, by its private address.
 *
 * @param peerGroups groups of the interface at the other end; none where the packet comes from outside the VPC
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function decideGroups(
  groups: readonly PreparedGroup[],
  direction: 'ingress' | 'egress',
  protocol: string,
  peer: { readonly address: number; readonly groups: readonly string[] },
  port: number,
): Decision {
  for (const group of groups) {
    for (const rule of group[direction]) {
      if (!protocolMatches(rule.protocol, protocol) || !portMatches(rule, protocol, port)) continue;
      const matches =
        rule.blocks === undefined
          ? peer.groups.includes(rule.peer)
          : rule.blocks.some((block) => holds(block, peer.address));
      if (matches) return { allows: true, decidedBy: rule.id };
    }
  }
  return { allows: false, decidedBy: groups.map(({ id }) => id).join(', ') };
}

function portMatches({ protocol: rule, from, to }: GroupRule, protocol: string, port: number): boolean {
  if (rule === '-1') return true;
  if (protocol === 'icmp') return from === -1 || from === port;
  return protocol === 'tcp' || protocol === 'udp' ? port >= from && port <= to : true;
}
