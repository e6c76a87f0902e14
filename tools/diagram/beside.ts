import { Icon } from './svg';

/** Service of AWS beside the VPC, and the endpoints that lead to it. */
export interface Beside {
  readonly label: string;
  readonly icon: Icon;
  readonly endpoints: readonly string[];
}

/** Services that tasks and functions call; those without an endpoint are reached through NAT. */
const KNOWN: readonly Beside[] = [
  { label: 'Bedrock', icon: 'bedrock', endpoints: ['bedrock-runtime'] },
  { label: 'Secrets Manager', icon: 'secrets', endpoints: ['secretsmanager'] },
  { label: 'Parameter Store', icon: 'parameters', endpoints: ['ssm'] },
  { label: 'CloudWatch', icon: 'logs', endpoints: ['logs', 'monitoring'] },
  { label: 'X-Ray', icon: 'traces', endpoints: ['xray'] },
  { label: 'ECR', icon: 'images', endpoints: ['ecr.api', 'ecr.dkr'] },
  { label: 'S3', icon: 'bucket', endpoints: ['s3'] },
  { label: 'DynamoDB', icon: 'table', endpoints: ['dynamodb'] },
  { label: 'KMS', icon: 'key', endpoints: ['kms'] },
  { label: 'STS', icon: 'identity', endpoints: ['sts'] },
];

/** Known services, and one for each further endpoint under its own name. */
export function servicesBeside(endpoints: readonly string[]): Beside[] {
  const known = new Set(KNOWN.flatMap((service) => service.endpoints));
  const others = endpoints.filter((name) => !known.has(name)).sort();
  return [...KNOWN, ...others.map((name): Beside => ({ label: name, icon: 'endpoint', endpoints: [name] }))];
}
