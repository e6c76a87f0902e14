import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

const LONGEST_MS = 29_000;
/** Time for which Tomcat keeps an idle connection. https://tomcat.apache.org/tomcat-10.1-doc/config/http.html (connectionTimeout) */
const TOMCAT_SECONDS = 60;

export const rule: Rule = {
  reason:
    'The gateway waits 29 seconds at most; whoever takes longer works for nobody, and the caller does not learn why.',
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_lb'), ({ body }) =>
      unless(
        Number(body['idle_timeout'] ?? 60) * 1000 > LONGEST_MS &&
          Number(body['idle_timeout'] ?? 60) < TOMCAT_SECONDS,
        'it gives a request up before the gateway does, or sends one into a connection that Tomcat closes',
      ),
    ),
    ...findingsAt(estate.ofType('aws_api_gateway_integration'), (integration) => {
      const waits = Number(integration.body['timeout_milliseconds'] ?? LONGEST_MS);
      return [
        ...unless(waits >= 50 && waits <= LONGEST_MS, `it waits ${waits} ms; allowed: 50 to ${LONGEST_MS}`),
        ...functionProblems(estate, integration, waits),
      ];
    }),
  ],
};

function functionProblems(estate: Estate, integration: Resource, waits: number): string[] {
  if (integration.body['type'] !== 'AWS_PROXY') return [];
  const alias = estate.target(integration, integration.body['uri']);
  const lambda = alias && estate.target(alias, alias.body['function_name']);
  if (alias?.type !== 'aws_lambda_alias' || lambda?.type !== 'aws_lambda_function') {
    return ['it does not lead to the alias of a function of ours'];
  }
  const timeout = Number(lambda.body['timeout'] ?? 3);
  return unless(timeout * 1000 < waits, `${lambda.address} may take ${timeout} s, and it waits ${waits} ms`);
}
