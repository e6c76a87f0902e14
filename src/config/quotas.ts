import type { z } from 'zod';
import { integer, strict } from './fields';
import { inspect } from './inspect';
import { refused, under, type Problem } from './problem';

/**
 * Quotas of AWS that it raises on request, as an account has them that asked for nothing. Pages were read in copies
 * without a date, those of load balancers, Aurora, X-Ray and IAM on 2026-11-30.
 */
export const DEFAULT_QUOTAS = {
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
  elasticIps: 5,
  vpcs: 5,
  natGatewaysPerZone: 5,
  gatewayEndpoints: 20,
  /** Rules of a security group, each direction apart. */
  securityGroupRules: 60,
  /** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
  listenerRules: 100,
  targetsPerLoadBalancer: 1000,
  /** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
  resourcesPerApi: 300,
  /** Database instances; 20 in `ap-south-1`. @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
  databaseInstances: 40,
  /** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  lambdaConcurrency: 1000,
  /** @see https://docs.aws.amazon.com/general/latest/gr/xray.html */
  samplingRules: 25,
  /** Roles of an account, in all its regions; 5,000 at most. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  iamRoles: 1000,
} as const;

export type Quota = keyof typeof DEFAULT_QUOTAS;

/**
 * A quota of an account in a region.
 *
 * @param place both, such as `123456789012/us-west-2`
 */
export const quotaOf = (quota: Quota, place: string, raised: RaisedQuotas): number =>
  raised[place]?.[quota] ??
  (quota === 'databaseInstances' && place.endsWith('/ap-south-1') ? 20 : DEFAULT_QUOTAS[quota]);

const raised = (quota: Quota, most = 1_000_000) => integer(DEFAULT_QUOTAS[quota], most).exactOptional();

const raisedSchema = strict({
  elasticIps: raised('elasticIps'),
  vpcs: raised('vpcs'),
  natGatewaysPerZone: raised('natGatewaysPerZone'),
  gatewayEndpoints: raised('gatewayEndpoints'),
  // Rules of a group times groups of an interface are 1,000 at most.
  securityGroupRules: raised('securityGroupRules', 1000),
  listenerRules: raised('listenerRules'),
  targetsPerLoadBalancer: raised('targetsPerLoadBalancer'),
  resourcesPerApi: raised('resourcesPerApi'),
  databaseInstances: integer(20, 1_000_000).exactOptional(),
  lambdaConcurrency: raised('lambdaConcurrency'),
  samplingRules: raised('samplingRules'),
  iamRoles: raised('iamRoles', 5000),
} satisfies Record<Quota, z.ZodType>);

export type RaisedQuotas = Readonly<Record<string, z.input<typeof raisedSchema>>>;

/**
 * Quotas that AWS raised, by account and region, such as `'<account>/us-west-2': { elasticIps: 10 }`. Environments that name
 * no account count as those of one, `any`.
 */
export const quotas: RaisedQuotas = {};

/**
 * Checks the quotas that AWS raised.
 *
 * @param places accounts and regions of the environments
 */
export const raisedProblems = (
  all: Readonly<Record<string, unknown>>,
  places: readonly string[],
): Problem[] =>
  Object.entries(all).flatMap(([place, entry]) => {
    const own = [...new Set(places)].join(', ') || 'none';
    return under(`quotas.${place}`, [
      ...(places.includes(place)
        ? []
        : [refused('', place, 'is the account and region of no environment', own)]),
      ...inspect(raisedSchema, entry).problems,
    ]);
  });
