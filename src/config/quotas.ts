/** Quotas of AWS for an account and region, which it raises on request. */
export interface Quotas {
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-eips */
  readonly elasticIps: number;
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-vpcs-subnets */
  readonly vpcs: number;
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
  readonly securityGroupRules: number;
}

/** Quotas of an account that asked for nothing. */
export const DEFAULT_QUOTAS: Quotas = { elasticIps: 5, vpcs: 5, securityGroupRules: 60 };

export type RaisedQuotas = Readonly<Record<string, Partial<Quotas>>>;

/**
 * Quotas that AWS raised, by account and region, such as `'<account>/us-west-2': { elasticIps: 10 }`. Environments that name
 * no account count as those of one, `any`.
 */
export const quotas: RaisedQuotas = {};
