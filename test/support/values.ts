import { createHash } from 'node:crypto';
import { Place, Resource, ResourceGraph } from './resource-graph';

/** The account that stands for whichever the stacks are deployed to. */
export const ACCOUNT = '123456789012';

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ID = '0123456789abcdef0';

/** Attributes with the name that AWS knows a resource by, the likeliest first. */
const NAME_ATTRIBUTES = [
  'name',
  'bucket',
  'function_name',
  'cluster_identifier',
  'identifier',
  'alarm_name',
  'family',
];

/** The part of an ARN behind `arn:aws:`, by resource type; `@` stands for region and account, `#` for the name. */
const ARNS: Readonly<Record<string, string>> = {
  aws_backup_vault: 'backup:@:backup-vault:#',
  aws_cloudwatch_composite_alarm: 'cloudwatch:@:alarm:#',
  aws_bedrock_inference_profile: 'bedrock:@:application-inference-profile/#',
  aws_budgets_budget: `budgets::${ACCOUNT}:budget/#`,
  aws_cloudwatch_log_group: 'logs:@:log-group:#',
  aws_cloudwatch_metric_alarm: 'cloudwatch:@:alarm:#',
  aws_dynamodb_table: 'dynamodb:@:table/#',
  aws_ecr_repository: 'ecr:@:repository/#',
  aws_ecs_cluster: 'ecs:@:cluster/#',
  aws_iam_openid_connect_provider: `iam::${ACCOUNT}:oidc-provider/#`,
  aws_iam_policy: `iam::${ACCOUNT}:policy/#`,
  aws_iam_role: `iam::${ACCOUNT}:role/#`,
  aws_kms_key: 'kms:@:key/#',
  aws_lambda_function: 'lambda:@:function:#',
  aws_rds_cluster: 'rds:@:cluster:#',
  'aws_rds_cluster.secret_arn': `secretsmanager:@:secret:rds!cluster-${UUID}-AbCdEf`,
  aws_s3_bucket: 's3:::#',
  aws_secretsmanager_secret: 'secretsmanager:@:secret:#-AbCdEf',
  aws_sns_topic: 'sns:@:#',
  aws_sqs_queue: 'sqs:@:#',
  aws_ssm_parameter: 'ssm:@:parameter#',
};

/**
 * `text` with a realistic value for each reference in it: right in account, region, names and length, so that policies can
 * be read as AWS will read them.
 *
 * @throws for the ARN of a type that {@link ARNS} does not have
 */
export const fillIn = (graph: ResourceGraph, place: Place, text: string): string =>
  text.replace(/\$\{([^{}]+)\}/g, (_, path: string) => valueOf(graph, place, path));

function valueOf(graph: ResourceGraph, place: Place, path: string): string {
  const [type = '', name = '', ...rest] = path.split('.');
  const attribute = rest.at(-1) ?? '';
  if (type !== 'data') {
    const resource = graph.at(place, `${type}.${name}`);
    return resource === undefined ? placeholder(type) : attributeOf(graph, resource, attribute);
  }
  if (name === 'aws_caller_identity') return ACCOUNT;
  if (name === 'aws_region') return graph.region(place);
  if (name === 'aws_partition') return 'aws';
  const [stack = '', , output = '', key] = rest;
  const remote = graph.remoteOutput(place, stack, output, key);
  return typeof remote.value === 'string' ? fillIn(graph, remote.place, remote.value) : placeholder(name);
}

/** An attribute of a resource, filled in; undefined unless it is a string. */
export function textIn(graph: ResourceGraph, resource: Resource, attribute: string): string | undefined {
  const value = resource.body[attribute];
  return typeof value === 'string' ? fillIn(graph, resource, value) : undefined;
}

function attributeOf(graph: ResourceGraph, resource: Resource, attribute: string): string {
  const own = textIn(graph, resource, attribute);
  if (own !== undefined) return own;
  const name = nameOf(graph, resource);
  return attribute.endsWith('arn')
    ? arnOf(resource.type, attribute, pathOf(graph, resource) + (name ?? ID), graph.region(resource))
    : (name ?? placeholder(resource.type));
}

function nameOf(graph: ResourceGraph, resource: Resource): string | undefined {
  // AWS draws the id of a key: here it follows from the address, so that no key is taken for another.
  if (resource.type === 'aws_kms_key') {
    return UUID.slice(0, -12) + createHash('sha256').update(resource.address).digest('hex').slice(0, 12);
  }
  // An identity provider is known by its address.
  if (resource.type === 'aws_iam_openid_connect_provider') {
    return textIn(graph, resource, 'url')?.replace('https://', '');
  }
  return NAME_ATTRIBUTES.map((key) => textIn(graph, resource, key)).find((text) => text !== undefined);
}

/** The path that IAM puts before a name in an ARN, without its first slash. */
const pathOf = (graph: ResourceGraph, resource: Resource): string =>
  resource.type.startsWith('aws_iam_') ? (textIn(graph, resource, 'path') ?? '/').slice(1) : '';

/** The ARN of a resource, as far as it is known before it is made; undefined for a type without a form in {@link ARNS}. */
export const arnIn = (graph: ResourceGraph, resource: Resource): string | undefined =>
  resource.type in ARNS ? attributeOf(graph, resource, 'arn') : undefined;

/** The ARN of the resource of that type and name in our account. */
export function arnOf(type: string, attribute: string, name: string, region: string): string {
  const form = ARNS[attribute === 'arn' ? type : `${type}.${attribute}`];
  if (form === undefined) {
    throw new Error(
      `A policy names the ${attribute} of an ${type}: say in test/support/values.ts what it looks like`,
    );
  }
  return `arn:aws:${form.replace('@', `${region}:${ACCOUNT}`).replace('#', () => name)}`;
}

const placeholder = (type: string): string => `${type.replace(/^aws_/, '').replaceAll('_', '-')}-${ID}`;
