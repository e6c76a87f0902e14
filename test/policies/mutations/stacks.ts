import { Mutations, set } from './mutation';

const TOPIC = 'dev-security/aws_sns_topic.alarm-topic_topic';
const ROLE = 'dev-network/aws_iam_role.flow-logs_role_role';
const VPC = 'dev-network/aws_vpc.vpc_vpc';

/** Ways to break the rules of whole stacks: names, tags, outputs, state, expressions. */
export const stacks: Mutations = {
  'data-source-is-allowed': [
    {
      address: 'dev-network/data.aws_availability_zones.current',
      apply: (sandbox) => {
        const { data = {} } = sandbox.stack('dev-network');
        data['aws_availability_zones'] = { current: {} };
      },
    },
  ],
  'physical-name-is-unique': [
    { address: TOPIC, apply: set('name', 'petclinic-prod-alarms') },
    { address: ROLE, apply: set('name', 'petclinic-prod-vpc-flow-logs') },
  ],
  'expression-is-deterministic': [{ address: VPC, apply: set('tags', { Made: '${timestamp()}' }) }],
  'output-has-description': [
    {
      address: 'dev-network/output.vpc_id',
      apply: (sandbox) => {
        const { output = {} } = sandbox.stack('dev-network');
        output['vpc_id'] = { value: '${aws_vpc.vpc_vpc.id}' };
      },
    },
  ],
  'output-has-no-secret': [
    {
      address: 'dev-network/output.vpc_id',
      apply: (sandbox) => {
        Object.assign(sandbox.stack('dev-network').output?.['vpc_id'] ?? {}, { sensitive: true });
      },
    },
  ],
  'provider-has-default-tags': [
    {
      address: 'prod-network/provider.aws',
      apply: (sandbox) => {
        Object.assign(sandbox.stack('prod-network').provider?.['aws']?.[0] ?? {}, { default_tags: [] });
      },
    },
  ],
  'backend-has-locking-and-encryption': [
    {
      address: 'dev-network/terraform.backend',
      apply: (sandbox) => {
        const backend = sandbox.stack('dev-network').terraform?.['backend'] as { s3: object };
        Object.assign(backend.s3, { use_lockfile: undefined });
      },
    },
  ],
  'state-backend-has-prevent-destroy': [
    {
      address: 'state-backend/module.state.aws_dynamodb_table.lock',
      apply: set('deletion_protection_enabled', false),
    },
    { address: 'state-backend/module.state.aws_s3_bucket.state', apply: set('lifecycle', {}) },
  ],
};
