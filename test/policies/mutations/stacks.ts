import { at, Mutations, set } from './mutation';

const TOPIC = 'dev-security/aws_sns_topic.alarm-topic_topic';
const ROLE = 'dev-network/aws_iam_role.flow-logs_role_role';
const VPC = 'dev-network/aws_vpc.vpc_vpc';

/** Ways to break the rules of whole stacks: names, tags, outputs, state, expressions. */
export const stacks: Mutations = {
  'data-source-is-allowed': [
    at('dev-network/data.aws_availability_zones.current', (sandbox) => {
      const { data = {} } = sandbox.stack('dev-network');
      data['aws_availability_zones'] = { current: {} };
    }),
  ],
  'physical-name-is-unique': [
    at(TOPIC, set('name', 'petclinic-prod-alarms')),
    at(ROLE, set('name', 'petclinic-prod-vpc-flow-logs')),
    ...(
      [
        ['security/aws_s3_bucket.archive-bucket_bucket', 'bucket'],
        ['genai/aws_lambda_function.genai_function_function', 'function_name'],
        ['data/aws_rds_cluster.aurora_cluster', 'cluster_identifier'],
        ['services/aws_ecs_task_definition.vets-service_task_definition_task-definition', 'family'],
      ] as const
    ).map(([place, attribute]) =>
      at(`dev-${place}`, (sandbox, address) => {
        sandbox.body(address)[attribute] = sandbox.body(`prod-${place}`)[attribute];
      }),
    ),
    ...['dev', 'prod'].map((environment) =>
      at(`${environment}-edge/aws_security_group.same`, (sandbox) => {
        for (const each of ['dev', 'prod'])
          sandbox.add(`${each}-edge`, 'aws_security_group', 'same', { name_prefix: 'petclinic-' });
      }),
    ),
  ],
  'expression-is-deterministic': [at(VPC, set('tags', { Made: '${timestamp()}' }))],
  'output-has-description': [
    at('dev-network/output.vpc_id', (sandbox) => {
      const { output = {} } = sandbox.stack('dev-network');
      output['vpc_id'] = { value: '${aws_vpc.vpc_vpc.id}' };
    }),
  ],
  'output-has-no-secret': [
    at('dev-network/output.vpc_id', (sandbox) => {
      Object.assign(sandbox.stack('dev-network').output?.['vpc_id'] ?? {}, { sensitive: true });
    }),
  ],
  'provider-has-default-tags': [
    at('prod-network/provider.aws', (sandbox) => {
      Object.assign(sandbox.stack('prod-network').provider?.['aws']?.[0] ?? {}, { default_tags: [] });
    }),
  ],
  'backend-has-locking-and-encryption': [
    ...[
      { use_lockfile: undefined },
      { dynamodb_table: undefined },
      { encrypt: false },
      { kms_key_id: undefined },
      { key: 'petclinic/prod/network.tfstate' },
      { key: 'petclinic/dev/data.tfstate' },
    ].map((change) =>
      at('dev-network/terraform.backend', (sandbox) => {
        const backend = sandbox.stack('dev-network').terraform?.['backend'] as { s3: object };
        Object.assign(backend.s3, change);
      }),
    ),
    ...[
      { backend: { local: {} } },
      { cloud: { organization: 'clinic', workspaces: { name: 'network' } } },
    ].map((terraform) =>
      at('dev-network/terraform.backend', (sandbox) => {
        sandbox.stack('dev-network').terraform = terraform;
      }),
    ),
  ],
  'state-backend-has-prevent-destroy': [
    at('state-backend/module.state.aws_dynamodb_table.lock', set('deletion_protection_enabled', false)),
    at('state-backend/module.state.aws_s3_bucket.state', set('lifecycle', {})),
  ],
};
