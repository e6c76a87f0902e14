import { at, Mutations, set, withStatement } from './mutation';

const FUNCTION = 'dev-data/aws_lambda_function.migration_function_function';
const ROLE_POLICY = 'dev-data/aws_iam_role_policy.migration_function_role_policy';

/** Ways to break the rules of Lambda functions. */
export const functions: Mutations = {
  'lambda-environment-is-valid': [
    at(FUNCTION, set('kms_key_arn', undefined)),
    at(FUNCTION, set('environment', { variables: { AWS_REGION: 'us-west-2' } })),
  ],
  'lambda-has-log-group': [
    at(FUNCTION, set('logging_config.log_format', 'Text')),
    at(FUNCTION, withStatement('WriteLog', { Action: ['logs:CreateLogStream'] }, ROLE_POLICY)),
  ],
  'lambda-role-allows-network-interfaces': [
    at(FUNCTION, set('depends_on', [])),
    at(FUNCTION, withStatement('CodeLeavesNetworkInterfacesAlone', { Condition: undefined }, ROLE_POLICY)),
  ],
  'lambda-handler-exists': [
    at(FUNCTION, set('handler', 'db_migrate.handler')),
    at(FUNCTION, set('handler', 'db_migrate.handler.handler')),
  ],
  'lambda-package-has-hash': [
    at(FUNCTION, set('source_code_hash', undefined)),
    at('dev-data/aws_lambda_invocation.migration_run', set('triggers', {})),
  ],
};
