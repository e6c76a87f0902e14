/** A price in US dollars, its unit, AWS's page (`kms`: https://aws.amazon.com/kms/pricing/), and the date of the copy that was read. */
type Price = readonly [usd: number, per: string, page: string, copied: string];

/** Region that the prices are of. */
export const PRICED_REGION = 'us-west-2';

/**
 * On-demand prices without allowances, taxes and discounts. `undated` is a copy that does not say when it was made.
 *
 * @see https://aws.amazon.com/pricing/
 */
const prices: Readonly<Record<string, Price>> = {
  'acu-hour': [0.12, 'hour of an Aurora capacity unit, Aurora Standard', 'rds/aurora', '2026-10-01'],
  'alarm-metric': [0.1, 'month of a metric that an alarm reads', 'cloudwatch', '2026-08-03'],
  'api-request': [0.0000035, 'request to a REST API', 'api-gateway', '2026-09'],
  'aurora-backup-gb': [0.021, "GB-month of backups beyond the database's size", 'rds/aurora', 'undated'],
  'aurora-gb': [0.1, 'GB-month in the database, Aurora Standard', 'rds/aurora', 'undated'],
  'aurora-io': [0.0000002, 'read or write of the storage, Aurora Standard', 'rds/aurora', 'undated'],
  'config-evaluation': [0.001, 'evaluation of a rule', 'config', 'undated'],
  'config-item': [0.003, 'configuration item, recorded continuously', 'config', 'undated'],
  'custom-metric': [0.3, "month of a metric of one's own", 'cloudwatch', '2026-09'],
  dashboard: [3, 'month of a dashboard', 'cloudwatch', '2026-06-13'],
  'dynamodb-read': [0.000000125, 'read request unit, on demand', 'dynamodb/pricing/on-demand', '2026-09'],
  'dynamodb-write': [0.000000625, 'write request unit, on demand', 'dynamodb/pricing/on-demand', '2026-09'],
  'ebs-gp3-gb': [0.08, 'GB-month of a gp3 volume', 'ebs', '2026-09'],
  'embedding:amazon.titan-embed-text-v2:0': [0.00000002, 'token', 'bedrock', 'undated'],
  'endpoint-gb': [0.01, 'GB through an interface endpoint', 'privatelink', '2026-10-06'],
  'endpoint-hour': [0.01, 'hour of an interface endpoint in one zone', 'privatelink', '2026-10-06'],
  'fargate-arm64-gb-hour': [0.00356, 'hour of a GB, Linux on ARM', 'fargate', '2026-09-30'],
  'fargate-arm64-vcpu-hour': [0.03238, 'hour of a vCPU, Linux on ARM', 'fargate', '2026-09-30'],
  'fargate-x86_64-gb-hour': [0.004445, 'hour of a GB, Linux on x86', 'fargate', '2026-09-30'],
  'fargate-x86_64-vcpu-hour': [0.04048, 'hour of a vCPU, Linux on x86', 'fargate', '2026-09-30'],
  'hosted-zone': [0.5, 'month of a hosted zone', 'route53', '2026-09'],
  'image-gb': [0.1, 'GB-month of images', 'ecr', 'undated'],
  'instance-hour:t4g.nano': [0.0042, 'hour, Linux, on demand', 'ec2/pricing/on-demand', 'undated'],
  'internet-gb': [0.09, 'GB to the internet', 'ec2/pricing/on-demand', '2026-09'],
  'ipv4-hour': [0.005, 'hour of a public IPv4 address', 'vpc', '2026-09'],
  'key-month': [1, 'month of a customer managed key', 'kms', '2026-08-03'],
  'key-request': [0.000003, 'request to a key', 'kms', '2026-09'],
  'lambda-arm64-gb-second': [0.0000133334, 'second of a GB of memory, ARM', 'lambda', '2026-09'],
  'lambda-request': [0.0000002, 'run of a function', 'lambda', '2026-09'],
  'lambda-x86_64-gb-second': [0.0000166667, 'second of a GB of memory, x86', 'lambda', '2026-09'],
  'lcu-hour': [0.008, 'hour of a capacity unit of a load balancer', 'elasticloadbalancing', 'undated'],
  'load-balancer-hour': [
    0.0225,
    'hour of an application load balancer',
    'elasticloadbalancing',
    '2026-10-01',
  ],
  'log-gb': [0.5, 'GB of logs that come in, class Standard', 'cloudwatch', '2026-09'],
  'log-kept-gb': [0.03, 'GB-month of logs that are kept', 'cloudwatch', '2026-09'],
  'nat-gateway-gb': [0.045, 'GB through a NAT gateway', 'vpc', '2026-10-01'],
  'nat-gateway-hour': [0.045, 'hour of a NAT gateway', 'vpc', '2026-10-01'],
  'object-gb': [0.023, 'GB-month in S3 Standard', 's3', '2026-09'],
  'secret-month': [0.4, 'month of a secret', 'secrets-manager', '2026-10-06'],
  trace: [0.000005, 'trace that is recorded', 'xray', 'undated'],
  'web-acl': [5, 'month of a web ACL', 'waf', '2026-08-03'],
  'web-acl-request': [0.0000006, 'request that a web ACL looks at', 'waf', 'undated'],
  'web-acl-rule': [1, 'month of a rule or rule group', 'waf', '2026-08-03'],
};

/** Prices by name for a region; undefined for what the list does not hold, and everywhere else. */
export const priceIn =
  (region: string) =>
  (name: string): number | undefined =>
    region === PRICED_REGION ? prices[name]?.[0] : undefined;

/** First and last date of the copies that say one. */
export const priceDates = (): readonly [string, string] => {
  const dates = Object.values(prices).flatMap(([, , , copied]) => (copied === 'undated' ? [] : [copied]));
  return [dates.sort()[0] ?? '', dates.at(-1) ?? ''];
};
