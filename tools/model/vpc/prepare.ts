import { Block, blockOf } from '../addresses';
import { PreparedAcl, prepareAcl } from './acl';
import { PreparedGroup, prepareGroup } from './groups';
import { PreparedTable, prepareTable } from './routes';
import { Network, Subnet } from './types';

export interface PreparedSubnet extends Subnet {
  readonly block: Block;
  readonly acl: PreparedAcl;
  readonly table: PreparedTable;
  /**
   * Addresses that stand for all of the subnet: one for each part that the CIDRs of entries, rules and routes tell apart.
   */
  readonly addresses: readonly number[];
}

/** Network with everything sorted, parsed and found by id, so that a packet costs microseconds. */
export interface PreparedNetwork {
  readonly network: Network;
  readonly subnets: ReadonlyMap<string, PreparedSubnet>;
  readonly groups: ReadonlyMap<string, PreparedGroup>;
  /** Subnet of each public NAT gateway. */
  readonly natSubnets: ReadonlyMap<string, PreparedSubnet>;
  /** Addresses that stand for all of the internet, by the same parts. */
  readonly internet: readonly number[];
}

/** Documentation address (RFC 5737): any caller of whom no rule says anything. */
const SOMEWHERE = '203.0.113.9';

/** The first four addresses of a subnet and its last are AWS's. */
const RESERVED = 4;

const byId = <T extends { readonly id: string }>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((one) => [one.id, one]));

export function prepareNetwork(network: Network): PreparedNetwork {
  const lists = byId(network.prefixLists);
  const vpcs = byId(network.vpcs);
  const blocks = distinguished(network);
  const acls = new Map(network.acls.map((acl) => [acl.id, prepareAcl(acl)]));
  const tables = new Map(
    network.routeTables.map((table) => [table.id, prepareTable(table, vpcs.get(table.vpc), lists)]),
  );
  const subnets = new Map<string, PreparedSubnet>();
  for (const subnet of network.subnets) {
    const block = blockOf(subnet.cidr);
    if (block === undefined) continue;
    const acl =
      network.acls.find((one) => one.subnets.includes(subnet.id)) ??
      network.acls.find((one) => one.isDefault && one.vpc === subnet.vpc);
    const table =
      network.routeTables.find((one) => one.subnets.includes(subnet.id)) ??
      network.routeTables.find((one) => one.isMain && one.vpc === subnet.vpc);
    subnets.set(subnet.id, {
      ...subnet,
      block,
      acl: acls.get(acl?.id ?? '') ?? openAcl(subnet.vpc),
      table:
        tables.get(table?.id ?? '') ??
        prepareTable(
          { id: `main route table of ${subnet.vpc}`, vpc: subnet.vpc, isMain: true, subnets: [], routes: [] },
          vpcs.get(subnet.vpc),
          lists,
        ),
      addresses: parts(block, blocks),
    });
  }
  return {
    network,
    subnets,
    groups: new Map(network.groups.map((group) => [group.id, prepareGroup(group, lists)])),
    natSubnets: new Map(
      network.natGateways.flatMap(({ id, subnet, isPublic }) => {
        const found = subnets.get(subnet);
        return found !== undefined && isPublic ? [[id, found] as const] : [];
      }),
    ),
    internet: outside(network, blocks),
  };
}

/** Default ACL of a VPC that nobody changed: everything may pass. */
function openAcl(vpc: string): PreparedAcl {
  const id = `default network ACL of ${vpc}`;
  const entry = { id, number: 100, protocol: '-1', cidr: '0.0.0.0/0', from: 0, to: 65535, allows: true };
  const entries = [true, false].map((isEgress) => ({ ...entry, isEgress }));
  return prepareAcl({ id, vpc, isDefault: true, subnets: [], entries });
}

/** Blocks that some entry, rule or route treats apart from what is around them. */
function distinguished({ acls, groups, routeTables, prefixLists }: Network): Block[] {
  const lists = new Set(prefixLists.map(({ id }) => id));
  const cidrs = [
    ...acls.flatMap(({ entries }) => entries.map(({ cidr }) => cidr)),
    ...groups.flatMap(({ rules }) => rules.map(({ peer }) => peer)),
    ...routeTables.flatMap(({ routes }) => routes.map(({ destination }) => destination)),
  ].filter((cidr) => cidr.includes('/') && !lists.has(cidr));
  return [...new Set(cidrs)].map(blockOf).filter((block) => block !== undefined);
}

function parts({ first, last }: Block, blocks: readonly Block[]): number[] {
  const starts = [first, ...blocks.flatMap((block) => [block.first, block.last + 1])];
  const inside = [...new Set(starts)].filter((start) => start >= first && start < last).sort((a, b) => a - b);
  return inside.flatMap((start, index) => {
    const end = Math.min((inside[index + 1] ?? last + 1) - 1, last - 1);
    const usable = Math.max(start, first + RESERVED);
    return usable <= end ? [usable] : [];
  });
}

function outside({ vpcs }: Network, blocks: readonly Block[]): number[] {
  const own = vpcs.flatMap(({ cidrs }) => cidrs.map(blockOf)).filter((block) => block !== undefined);
  const somewhere = blockOf(SOMEWHERE)?.first ?? 0;
  const others = blocks
    .filter(({ bits }) => bits > 0)
    .flatMap(({ first, last }) => [first, last + 1])
    .filter((address) => !own.some((block) => address >= block.first && address <= block.last + 1));
  return [...new Set([somewhere, ...others])];
}
