import { blocks, Body } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { customerKey } from '../../support/policies-on';

const LIMIT_BYTES = 4096;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

export const rule: Rule = {
  reason:
    'Lambda refuses reserved variables and more than 4 KiB of them, and shows them to whoever may read a function unless they have a key of ours.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lambda_function'), (lambda) => {
      const variables = (blocks(lambda.body, 'environment')[0]?.['variables'] ?? {}) as Body;
      const bytes = Object.entries(variables).reduce(
        (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(String(value)),
        0,
      );
      return [
        ...Object.keys(variables)
          .filter((name) => RESERVED.has(name))
          .map((name) => `${name} is set by Lambda itself`),
        ...unless(bytes <= LIMIT_BYTES, `its variables have ${bytes} bytes; allowed: ${LIMIT_BYTES}`),
        ...unless(
          customerKey(estate, lambda, lambda.body['kms_key_arn']) !== undefined,
          'kms_key_arn is not a key of ours',
        ),
      ];
    }),
};
