import { findingsAt, Rule, unless } from '../../rule';

/** A stage, a method and a path of an API of ours. */
const API_SOURCE = /^\$\{aws_api_gateway_rest_api\.[\w-]+\.execution_arn\}\/[\w-]+\/(\*|[A-Z]+)\/.*[^*/]/;

export const rule: Rule = {
  reason: 'A service that may call a function for anyone calls it for every customer of AWS.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lambda_permission'), (permission) => {
      const { body } = permission;
      const lambda = estate.target(permission, body['function_name']);
      const hasAlias =
        lambda === undefined || estate.referringTo(lambda, 'function_name', 'aws_lambda_alias').length > 0;
      return [
        ...unless(
          body['principal'] === 'apigateway.amazonaws.com'
            ? API_SOURCE.test(String(body['source_arn']))
            : body['source_arn'] !== undefined,
          'it does not name who calls: source_arn has to name the API, the stage and the path',
        ),
        ...unless(!hasAlias || body['qualifier'] !== undefined, 'it is for no alias, which callers use'),
      ];
    }),
};
