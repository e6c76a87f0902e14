import { randomInt } from 'node:crypto';
import { addressText } from '../../model/addresses';
import { EcsService } from '../../model/services';
import { End } from '../../model/vpc/packet';
import { PreparedNetwork } from '../../model/vpc/prepare';

/** Addresses of a subnet that AWS keeps: the first four and the last. */
const RESERVED = 4;

/** Addresses of a task: where it listens here, and its interface in the VPC. */
export interface TaskNetwork {
  readonly address: string;
  readonly vpcAddress: string;
  readonly end: End;
  readonly zone: string;
}

/** Beginning of the addresses of a new loopback network, such as `127.4.5.`. */
export const newNetwork = (): string => `127.${randomInt(1, 255)}.${randomInt(0, 256)}.`;

/**
 * Addresses for a new task: a loopback network of its own, of which the task has the first address, and a free address in
 * that subnet of the service in which the fewest of the others are.
 */
export function networkFor(
  service: EcsService,
  { subnets }: PreparedNetwork,
  others: readonly TaskNetwork[],
): TaskNetwork {
  const loads = service.subnets.map((id) => others.filter(({ end }) => end.subnet === id).length);
  const subnet = service.subnets[loads.indexOf(Math.min(...loads))] ?? '';
  const prepared = subnets.get(subnet);
  const { first, last } = prepared?.block ?? { first: 0, last: RESERVED + 2 };
  const taken = new Set(others.filter(({ end }) => end.subnet === subnet).map(({ end }) => end.address));
  let address: number;
  do address = randomInt(first + RESERVED, last);
  while (taken.has(address) && taken.size < last - first - RESERVED);
  return {
    address: `${newNetwork()}1`,
    vpcAddress: addressText(address),
    zone: prepared?.zone ?? '',
    end: { address, kind: 'task', subnet, groups: service.groups, isPublic: service.isPublic },
  };
}
