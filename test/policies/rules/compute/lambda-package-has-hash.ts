import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'Terraform sees a new package by its hash alone; one that is computed while it runs shows nothing in a plan that was made elsewhere.',
  source:
    'https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/lambda_function#source_code_hash',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_lambda_function'), ({ body }) =>
      unless(isHash(body['source_code_hash']), 'source_code_hash is not a SHA-256 in base64'),
    ),
    ...findingsAt(estate.ofType('aws_lambda_invocation'), (invocation) => {
      const lambda = estate.target(invocation, invocation.body['function_name']);
      const triggers = Object.values((invocation.body['triggers'] ?? {}) as Record<string, unknown>);
      return unless(
        lambda !== undefined && triggers.includes(lambda.body['source_code_hash']),
        'its triggers do not have the hash of the package: a new one would not run',
      );
    }),
  ],
};

const isHash = (text: unknown): boolean => typeof text === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(text);
