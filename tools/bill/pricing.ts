import { blocksOf, Body, numberOf, Resource, textOf, textsOf } from '../model/terraform/stacks';
import { Context, HOURS, Part } from './context';

/** Seconds of a run of a function that no assumption is about: the probe, and a migration. */
const PROBE_SECONDS = 1;
const MIGRATION_SECONDS = 30;

const unknown = (part: string, isFixed = true): Part => ({ part, isFixed, usd: undefined });
/** An attribute's value that costs nothing more; any other is unknown. */
const only = (body: Body, attribute: string, free: string | number | boolean): Part[] =>
  [free, undefined, null, ''].includes(body[attribute] as typeof free)
    ? []
    : [unknown(attribute.replaceAll('_', ' '))];

/** Number of subnets that a list refers to; NaN where it holds something else. */
const subnetsIn = (value: unknown): number => {
  const subnets = textsOf(value).filter((each) => /\/aws_subnet\.[\w-]+$/.test(each));
  return subnets.length > 0 && subnets.length === textsOf(value).length ? subnets.length : NaN;
};

const isInterface = (body: Body): boolean => body['vpc_endpoint_type'] === 'Interface';

/** Runs of a function in a month, and the seconds of each. */
function runsOf({ id, body }: Resource, context: Context): readonly [runs: number, seconds: number] {
  const { questions, questionSeconds, deployments } = context.usage;
  const target = context.find('aws_cloudwatch_event_target', (one) => one.body['arn'] === id);
  const rule = context.find('aws_cloudwatch_event_rule', (one) => one.body['name'] === target?.body['rule']);
  if (rule !== undefined) {
    const [, minutes] = /^rate\((\d+) minutes?\)$/.exec(textOf(rule.body['schedule_expression'])) ?? [];
    return [(HOURS * 60) / Number(minutes), PROBE_SECONDS];
  }
  const alias = context.find(
    'aws_lambda_alias',
    (one) => one.body['function_name'] === body['function_name'],
  );
  return alias === undefined ? [deployments, MIGRATION_SECONDS] : [questions, questionSeconds];
}

function serviceParts({ body }: Resource, context: Context): Part[] {
  const named = textOf(body['task_definition']);
  // A service that was set back by hand names an older revision, which Terraform has no longer.
  const [, family] = /:task-definition\/([^:]+):\d+$/.exec(named) ?? [];
  const task =
    context.find(
      'aws_ecs_task_definition',
      (one) => one.id === named || (family !== undefined && one.body['family'] === family),
    )?.body ?? {};
  const scaling = context.find('aws_appautoscaling_target', (one) =>
    textOf(one.body['resource_id']).endsWith(`/${textOf(body['name'])}`),
  )?.body;
  const least = numberOf(scaling?.['min_capacity'], numberOf(body['desired_count'], NaN));
  const more = context.load(least, numberOf(scaling?.['max_capacity'], least));
  const [platform = {}] = blocksOf(task['runtime_platform']);
  const providers = blocksOf(body['capacity_provider_strategy']).map((each) => each['capacity_provider']);
  const isFargate =
    providers.every((each) => each === 'FARGATE') &&
    (providers.length > 0 || body['launch_type'] === 'FARGATE');
  const isLinux = textOf(platform['operating_system_family'], 'LINUX') === 'LINUX';
  const kind = `${isFargate && isLinux ? 'fargate' : 'unknown'}-${textOf(platform['cpu_architecture'], 'X86_64').toLowerCase()}`;
  const [vcpu, gb] = [numberOf(task['cpu'], NaN) / 1024, numberOf(task['memory'], NaN) / 1024];
  return [
    context.fixed('vCPUs', `${kind}-vcpu-hour`, least * vcpu * HOURS),
    context.fixed('memory', `${kind}-gb-hour`, least * gb * HOURS),
    context.used('vCPUs of more tasks', `${kind}-vcpu-hour`, more * vcpu * HOURS),
    context.used('memory of more tasks', `${kind}-gb-hour`, more * gb * HOURS),
    ...(blocksOf(task['ephemeral_storage']).length === 0 ? [] : [unknown('ephemeral storage')]),
  ];
}

function databaseParts({ body }: Resource, context: Context): Part[] {
  const cluster = context.find('aws_rds_cluster', ({ id }) => id === body['cluster_identifier'])?.body ?? {};
  const [{ min_capacity: least, max_capacity: most } = {}] = blocksOf(
    cluster['serverlessv2_scaling_configuration'],
  );
  const isKnown =
    body['instance_class'] === 'db.serverless' && only(cluster, 'storage_type', 'aurora').length === 0;
  const price = isKnown ? 'acu-hour' : 'unknown';
  const capacity = numberOf(least, NaN);
  return [
    context.fixed('least capacity', price, capacity * HOURS),
    context.used('more capacity', price, context.load(capacity, numberOf(most, NaN)) * HOURS),
    ...only(body, 'performance_insights_retention_period', 7),
    ...only(body, 'database_insights_mode', 'standard'),
  ];
}

type Pricer = (body: Body, context: Context, resource: Resource) => readonly Part[];

/** Parts by resource type. A type that is neither here nor among the free ones is unknown. */
export const pricers: Readonly<Record<string, Pricer>> = {
  aws_accessanalyzer_analyzer: (body) => only(body, 'type', 'ACCOUNT'),
  aws_api_gateway_rest_api: (_, context) => [
    context.used('requests', 'api-request', context.usage.requests),
    context.used('answers', 'internet-gb', context.usage.internetGb),
  ],
  aws_api_gateway_stage: (body) => only(body, 'cache_cluster_enabled', false),
  aws_backup_plan: () => [unknown('copies', false)],
  aws_bedrock_inference_profile: (body, context) => {
    const [source = {}] = blocksOf(body['model_source']);
    const model = textOf(source['copy_from']).split('/').at(-1) ?? '';
    const { questions, embeddedTokens } = context.usage;
    return [context.used(`tokens of ${model}`, `embedding:${model}`, questions * embeddedTokens)];
  },
  aws_cloudwatch_dashboard: (_, context) => [context.fixed('dashboard', 'dashboard', 1)],
  aws_cloudwatch_log_group: (body, context) => {
    const gb = context.share(context.usage.logGb, 'aws_cloudwatch_log_group');
    const days = numberOf(body['retention_in_days'], 0) || NaN;
    return [
      ...only(body, 'log_group_class', 'STANDARD'),
      context.used('incoming logs', 'log-gb', gb),
      context.used('kept logs', 'log-kept-gb', (gb * days * 24) / HOURS),
    ];
  },
  aws_cloudwatch_log_metric_filter: (_, context) => [context.fixed('metric', 'custom-metric', 1)],
  aws_cloudwatch_metric_alarm: (body, context) => {
    const queries = blocksOf(body['metric_query']);
    const isCounted = queries.every(({ expression }) => !/SELECT|ANOMALY/.test(textOf(expression)));
    const read =
      queries.length === 0 ? 1 : queries.filter(({ metric }) => blocksOf(metric).length > 0).length;
    return [context.fixed('metrics', 'alarm-metric', isCounted ? read : NaN)];
  },
  aws_config_config_rule: (_, context) => [
    context.used(
      'evaluations',
      'config-evaluation',
      context.share(context.usage.ruleEvaluations, 'aws_config_config_rule'),
    ),
  ],
  aws_config_configuration_recorder: (_, context) => [
    context.used('recorded items', 'config-item', context.usage.configItems),
  ],
  aws_dynamodb_table: (body, context) =>
    body['billing_mode'] === 'PAY_PER_REQUEST'
      ? [
          context.used('writes', 'dynamodb-write', 2 * context.usage.questions),
          context.used('reads', 'dynamodb-read', 2 * context.usage.questions),
        ]
      : [unknown('capacity')],
  aws_ecr_repository: (_, context) => [
    context.used('images', 'image-gb', context.share(context.usage.imageGb, 'aws_ecr_repository')),
  ],
  aws_ecs_cluster: (_, context) => [
    context.used('metrics of tasks', 'custom-metric', context.usage.taskMetrics),
  ],
  aws_ecs_service: (_, context, resource) => serviceParts(resource, context),
  aws_eip: (_, context) => [context.fixed('public address', 'ipv4-hour', HOURS)],
  aws_instance: (body, context) => {
    const [{ id } = {}] = blocksOf(body['launch_template']);
    const template = context.find('aws_launch_template', (one) => one.id === id)?.body ?? {};
    const [volume = {}] = blocksOf(body['root_block_device']);
    return [
      context.fixed(
        'hours',
        `instance-hour:${textOf(body['instance_type'] ?? template['instance_type'])}`,
        HOURS,
      ),
      // The size of a volume that nobody states is the image's.
      context.fixed(
        'volume',
        `ebs-${textOf(volume['volume_type'])}-gb`,
        numberOf(volume['volume_size'], NaN),
      ),
    ];
  },
  aws_kms_key: (_, context) => [
    context.fixed('key', 'key-month', 1),
    context.used('requests', 'key-request', context.share(context.usage.keyRequests, 'aws_kms_key')),
  ],
  aws_lambda_function: (body, context, resource) => {
    const [runs, seconds] = runsOf(resource, context);
    const [architecture = 'x86_64'] = textsOf(body['architectures']);
    const gb = numberOf(body['memory_size'], 128) / 1024;
    return [
      context.used('runs', 'lambda-request', runs),
      context.used('time', `lambda-${architecture}-gb-second`, runs * seconds * gb),
    ];
  },
  aws_lb: (body, context) => {
    const { requests, internetGb } = context.usage;
    const addresses = body['internal'] === true ? 0 : subnetsIn(body['subnets']);
    // A unit takes a GB an hour, or 25 new connections a second; the larger need counts.
    const units = Math.max(internetGb, requests / (25 * 3600));
    return [
      ...only(body, 'load_balancer_type', 'application'),
      context.fixed('hours', 'load-balancer-hour', HOURS),
      context.fixed('public addresses', 'ipv4-hour', addresses * HOURS),
      context.used('capacity', 'lcu-hour', units),
    ];
  },
  aws_nat_gateway: (_, context) => [
    context.fixed('hours', 'nat-gateway-hour', HOURS),
    context.used('traffic', 'nat-gateway-gb', context.share(context.usage.natGb, 'aws_nat_gateway')),
  ],
  aws_rds_cluster: (body, context) => {
    const { databaseGb, databaseIos, backupGb } = context.usage;
    return [
      ...only(body, 'storage_type', 'aurora'),
      context.fixed(
        'secret of the admin user',
        'secret-month',
        body['manage_master_user_password'] === true ? 1 : 0,
      ),
      context.used('storage', 'aurora-gb', databaseGb),
      context.used('reads and writes', 'aurora-io', databaseIos),
      context.used('backups', 'aurora-backup-gb', Math.max(0, backupGb - databaseGb)),
    ];
  },
  aws_rds_cluster_instance: (_, context, resource) => databaseParts(resource, context),
  aws_s3_bucket: (_, context) => [
    context.used('objects', 'object-gb', context.share(context.usage.objectGb, 'aws_s3_bucket')),
  ],
  aws_secretsmanager_secret: (_, context) => [context.fixed('secret', 'secret-month', 1)],
  aws_service_discovery_private_dns_namespace: (_, context) => [
    context.fixed('hosted zone', 'hosted-zone', 1),
  ],
  aws_ssm_parameter: (body) => only(body, 'tier', 'Standard'),
  aws_vpc_endpoint: (body, context) => {
    if (!isInterface(body)) return only(body, 'vpc_endpoint_type', 'Gateway');
    return [
      context.fixed('hours', 'endpoint-hour', subnetsIn(body['subnet_ids']) * HOURS),
      context.used(
        'traffic',
        'endpoint-gb',
        context.share(context.usage.endpointGb, 'aws_vpc_endpoint', isInterface),
      ),
    ];
  },
  aws_wafv2_web_acl: (body, context) => [
    context.fixed('web ACL', 'web-acl', 1),
    context.fixed('rules', 'web-acl-rule', blocksOf(body['rule']).length),
    context.used('requests', 'web-acl-request', context.usage.requests),
  ],
  aws_xray_sampling_rule: (body, context) => {
    const matched = body['url_path'] === '*' ? context.usage.requests : context.usage.questions;
    const reservoir = Math.min(matched, numberOf(body['reservoir_size'], NaN) * HOURS * 3600);
    const traces = reservoir + (matched - reservoir) * numberOf(body['fixed_rate'], NaN);
    return [context.used('traces', 'trace', traces)];
  },
};
