import { findingsAt, Rule, unless } from '../../rule';

/** Milliseconds that API Gateway waits for an integration that says nothing else. */
const DEFAULT_MS = 29_000;

export const rule: Rule = {
  reason:
    'API Gateway gives up after its timeout with 504, whatever the function does: what it writes after that, its caller never hears of.',
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  check: (estate) => {
    const integrations = estate.ofType('aws_api_gateway_integration').flatMap((integration) => {
      const called = estate.target(integration, integration.body['uri']);
      const lambda =
        called?.type === 'aws_lambda_alias' ? estate.target(called, called.body['function_name']) : called;
      return lambda?.type === 'aws_lambda_function' ? [{ ...integration, lambda }] : [];
    });
    return findingsAt(estate.ofType('aws_lambda_function'), (lambda) =>
      integrations
        .filter((integration) => integration.lambda === lambda)
        .flatMap(({ address, body }) => {
          const limit = Number(body['timeout_milliseconds'] ?? DEFAULT_MS);
          const longest = Number(lambda.body['timeout']) * 1000;
          return unless(longest < limit, `it may take ${longest} ms; ${address} gives up after ${limit} ms`);
        }),
    );
  },
};
