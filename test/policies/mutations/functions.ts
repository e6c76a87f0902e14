import { Body } from '../../support/estate';
import { Mutations, set } from './mutation';

const FUNCTION = 'dev-data/aws_lambda_function.migration_function_function';
const ROLE_POLICY = 'dev-data/aws_iam_role_policy.migration_function_role_policy';

/** Ways to break the rules of Lambda functions. */
export const functions: Mutations = {
  'lambda-environment-is-valid': [
    { address: FUNCTION, apply: set('kms_key_arn', undefined) },
    { address: FUNCTION, apply: set('environment', { variables: { AWS_REGION: 'us-west-2' } }) },
  ],
  'lambda-has-log-group': [
    {
      address: FUNCTION,
      apply: (sandbox, address) => {
        (sandbox.body(address)['logging_config'] as Body)['log_format'] = 'Text';
      },
    },
    {
      address: FUNCTION,
      apply: (sandbox) => {
        sandbox.statement(ROLE_POLICY, 'WriteLog', { Action: ['logs:CreateLogStream'] });
      },
    },
  ],
  'lambda-role-allows-network-interfaces': [
    { address: FUNCTION, apply: set('depends_on', []) },
    {
      address: FUNCTION,
      apply: (sandbox) => {
        sandbox.statement(ROLE_POLICY, 'CodeLeavesNetworkInterfacesAlone', { Condition: undefined });
      },
    },
  ],
  'lambda-handler-exists': [
    { address: FUNCTION, apply: set('handler', 'db_migrate.handler') },
    { address: FUNCTION, apply: set('handler', 'db_migrate.handler.handler') },
  ],
  'lambda-package-has-hash': [
    { address: FUNCTION, apply: set('source_code_hash', undefined) },
    {
      address: 'dev-data/aws_lambda_invocation.migration_run',
      apply: set('triggers', {}),
    },
  ],
};
