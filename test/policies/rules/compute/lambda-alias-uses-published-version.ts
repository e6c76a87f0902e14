import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'A version is code and configuration that belong together and do not change; $LATEST changes under its callers, and a number that is written down stays behind.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lambda_alias'), (alias) => {
      const lambda = estate.target(alias, alias.body['function_name']);
      const version = String(alias.body['function_version']);
      return [
        ...unless(
          lambda?.type === 'aws_lambda_function',
          'function_name does not refer to a function of ours',
        ),
        ...unless(
          version.endsWith('.version}') && estate.target(alias, version) === lambda,
          'function_version does not refer to the version that its function publishes',
        ),
        ...unless(lambda?.body['publish'] === true, 'its function publishes no versions'),
      ];
    }),
};
