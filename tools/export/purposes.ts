import { STATE_BACKEND } from '../deploy/graph';

/** What each stack is for a reader who has nothing but its exported folder, by the stack's name without its environment. */
const PURPOSES: Readonly<Record<string, string>> = {
  [STATE_BACKEND]:
    'The bucket that keeps the Terraform states, the table of their locks, and what CI runs with: its identity provider, its roles, and the limits that every role of an environment carries. There is one for an account, whatever the number of environments: each export holds the same, apply it once.',
  security:
    'KMS keys for data and logs, the topic of the alarms, the archive and access log buckets, AWS Config, Access Analyzer, the budget.',
  network:
    'The VPC with public, app and database subnets in two zones, internet and NAT gateways, network ACLs, VPC endpoints, flow logs.',
  data: 'Aurora MySQL with a writer and a reader, the secrets of its users, and the function that migrates it: applying this stack runs the migration.',
  platform:
    'Image repositories, ECS cluster, Cloud Map namespace, the load balancer with its listeners. Push the images of the services when it is applied for the first time, before the services.',
  services:
    'The services on Fargate: roles, security groups, task definitions, target groups, listener rules, scaling, discovery.',
  genai: 'The GenAI function with its role, security group, log group, alias, and table of conversations.',
  edge: 'The REST API with its routes, stage, access log and domain, and the firewalls before the API and the load balancer.',
  observability:
    'Dashboard, alarms, metrics out of log lines, X-Ray group and sampling rules, saved queries.',
};

/** @throws Error for a stack that has no purpose here: a fault of ours */
export function purposeOf(stack: string, environment: string): string {
  const part = stack === STATE_BACKEND ? stack : stack.slice(`${environment}-`.length);
  const purpose = PURPOSES[part];
  if (purpose === undefined) throw new Error(`tools/export/purposes.ts does not say what ${stack} is.`);
  return purpose;
}
