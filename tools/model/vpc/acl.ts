import { Block, blockOf, holds } from '../addresses';
import { byDirection, Directed, protocolMatches, protocolOf } from './protocols';
import { Acl, AclEntry } from './types';

export interface Decision {
  readonly allows: boolean;
  /** Rule that decided; the object itself where none of its rules matched. */
  readonly decidedBy: string;
}

interface Entry extends AclEntry {
  readonly block: Block | undefined;
}

export type PreparedAcl = Directed<Entry>;

/** Sorts the entries as EC2 tries them, and reads their CIDRs. */
export function prepareAcl({ id, entries }: Acl): PreparedAcl {
  const sorted = entries
    .map((entry) => ({ ...entry, protocol: protocolOf(entry.protocol), block: blockOf(entry.cidr) }))
    .sort((a, b) => a.number - b.number);
  return byDirection(id, sorted);
}

/**
 * Decision on all ports of a range. Each port falls to the first entry that covers it; the range is allowed if all its
 * ports are, and what no entry covers is denied.
 *
 * @param remote the address at the other side of the subnet's border
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function decideAcl(
  { id, ingress, egress }: PreparedAcl,
  direction: 'ingress' | 'egress',
  protocol: string,
  remote: number,
  ports: readonly [number, number],
): Decision {
  let open: (readonly [number, number])[] = [ports];
  for (const entry of direction === 'ingress' ? ingress : egress) {
    if (entry.block === undefined || !holds(entry.block, remote)) continue;
    if (!protocolMatches(entry.protocol, protocol)) continue;
    const [from, to] = portsOf(entry);
    if (!open.some(([first, last]) => first <= to && last >= from)) continue;
    if (!entry.allows) return { allows: false, decidedBy: entry.id };
    open = open.flatMap(([first, last]): (readonly [number, number])[] => [
      ...(first < from ? [[first, Math.min(last, from - 1)] as const] : []),
      ...(last > to ? [[Math.max(first, to + 1), last] as const] : []),
    ]);
    if (open.length === 0) return { allows: true, decidedBy: entry.id };
  }
  return { allows: false, decidedBy: id };
}

function portsOf({ protocol, from, to }: AclEntry): readonly [number, number] {
  if (protocol === 'icmp') return from === -1 ? [0, 255] : [from, from];
  return protocol === 'tcp' || protocol === 'udp' ? [from, to] : [0, 65535];
}
