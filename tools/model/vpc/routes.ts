import { Block, blockOf, holds } from '../addresses';
import { PrefixList, Route, RouteTable, Vpc } from './types';

interface Entry {
  readonly route: Route;
  readonly block: Block;
  readonly isList: boolean;
}

export interface PreparedTable {
  readonly id: string;
  readonly entries: readonly Entry[];
}

/** Routes with the most specific first; of equal ones the CIDR before the prefix list, as EC2 prefers them. */
export function prepareTable(
  table: RouteTable,
  vpc: Vpc | undefined,
  prefixLists: ReadonlyMap<string, PrefixList>,
): PreparedTable {
  const local = (vpc?.cidrs ?? []).map((destination): Route => ({
    id: table.id,
    destination,
    kind: 'local',
    target: 'local',
  }));
  const entries = [...local, ...table.routes].flatMap((route) => {
    const list = prefixLists.get(route.destination);
    return (list?.cidrs ?? [route.destination])
      .map(blockOf)
      .filter((block) => block !== undefined)
      .map((block) => ({ route, block, isList: list !== undefined }));
  });
  entries.sort((a, b) => b.block.bits - a.block.bits || Number(a.isList) - Number(b.isList));
  return { id: table.id, entries };
}

/**
 * Route that an address takes: the longest prefix that holds it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export const routeTo = ({ entries }: PreparedTable, address: number): Route | undefined =>
  entries.find(({ block }) => holds(block, address))?.route;
