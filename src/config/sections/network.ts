import { z } from 'zod';
import { contains, overlaps, parseCidr } from '../../lib/cidr';
import { ENVIRONMENT_NAME_MAX } from '../../lib/naming';
import { regions, zonesOf, type Region } from '../../lib/regions';
import { optionalEndpoints } from '../endpoints';
import { distinct, keyed, network, oneOf, strict, text } from '../fields';
import type { ValidPart } from '../inspect';
import { refused, under, type Problem } from '../problem';
import { NAME_PREFIX } from '../../lib/name-prefix';

/**
 * Characters of a zone's key: with the longest name of an environment, the 63 of a database instance run out first.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
const ZONE_KEY_MAX = 63 - `${NAME_PREFIX}-`.length - ENVIRONMENT_NAME_MAX - '-'.length;

const zoneSchema = strict({
  /** Availability zone of AWS. */
  zone: text(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'an availability zone such as us-west-2a'),
  // A load balancer wants /27 or larger: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
  /** Subnet of the load balancer's nodes and the NAT gateway. */
  public: network(16, 27),
  /** Subnet of tasks, functions and endpoints. */
  app: network(16, 28),
  /** Subnet of the database. */
  db: network(16, 28),
});

/** Zones stand under keys of their own, which become Terraform addresses: another zone can take over a key's place. */
export const networkSchema = strict({
  /** Network of the VPC. */
  cidr: network(16, 28),
  /**
   * Zones under keys that become Terraform addresses.
   *
   * @cost in each zone: a NAT gateway `nat-gateway-hour` with its address `ipv4-hour`, another of the load balancer, and each endpoint `endpoint-hour`
   */
  zones: keyed(zoneSchema, 'zones by key, such as a and b', ZONE_KEY_MAX),
  /**
   * NAT gateways, each with an address: one in each zone, so that zones fail independently, or one for all in the first zone,
   * which takes the others' way out with it when its zone fails.
   *
   * @cost each `nat-gateway-hour` with its address `ipv4-hour`
   */
  natGateways: oneOf(['each-zone', 'shared']).default('each-zone'),
  /**
   * Interface endpoints; tasks call the other services through NAT. `src/config/endpoints.ts` has the reason for each.
   *
   * @cost each in each zone `endpoint-hour`
   */
  interfaceEndpoints: distinct(oneOf(optionalEndpoints), `out of ${optionalEndpoints.join(', ')}`).default([
    ...optionalEndpoints,
  ]),
});

export type Network = z.output<typeof networkSchema>;

export const regionSchema = oneOf(regions);

/** Networks of private use. Another would hide a part of the internet, or is refused by AWS. */
const privateRanges = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

const tiers = ['public', 'app', 'db'] as const;

/** Checks zones against the region, and networks against each other, which the schema cannot do. */
export function* networkProblems(given: ValidPart<Network>, region: Region | undefined): Iterable<Problem> {
  const { cidr: vpc, zones } = given;
  if (vpc !== undefined && !privateRanges.some((range) => inside(range, vpc))) {
    yield refused('network.cidr', vpc, 'is not private', `networks inside ${privateRanges.join(', ')}`);
  }
  if (zones !== undefined) {
    yield* under('network.zones', zoneProblems(zones, region));
    yield* under('network.zones', subnetProblems(zones, vpc));
  }
}

function* zoneProblems(zones: ValidPart<Network['zones']>, region: Region | undefined): Iterable<Problem> {
  const count = Object.keys(zones).length;
  if (count < 2) {
    // The load balancer and the database's subnet group each want two.
    yield { path: '', message: `has too few, ${count}; allowed: two or more zones` };
  }
  const used = new Set<string>();
  for (const [key, { zone } = {}] of Object.entries(zones)) {
    if (zone === undefined) continue;
    const path = `${key}.zone`;
    if (region !== undefined && !zonesOf(region).includes(zone)) {
      yield refused(path, zone, `is not a zone of ${region}`, zonesOf(region).join(', '));
    }
    if (used.has(zone)) yield refused(path, zone, 'is used twice', 'each zone once');
    used.add(zone);
  }
}

function* subnetProblems(zones: ValidPart<Network['zones']>, vpc: string | undefined): Iterable<Problem> {
  const used = new Map<string, string>();
  for (const [key, zone = {}] of Object.entries(zones)) {
    for (const tier of tiers) {
      const cidr = zone[tier];
      if (cidr === undefined) continue;
      const path = `${key}.${tier}`;
      if (vpc !== undefined && !inside(vpc, cidr)) {
        yield refused(path, cidr, 'lies outside the VPC', `networks inside ${vpc}`);
      }
      for (const [otherPath, other] of used) {
        if (!overlaps(parseCidr(other), parseCidr(cidr))) continue;
        yield refused(path, cidr, `overlaps ${otherPath} (${other})`, 'networks without a common address');
      }
      used.set(path, cidr);
    }
  }
}

function inside(outer: string, inner: string): boolean {
  return contains(parseCidr(outer), parseCidr(inner));
}
