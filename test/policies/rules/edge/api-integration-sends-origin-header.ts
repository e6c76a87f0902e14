import { ORIGIN_HEADER } from '../../../../src/lib/origin-header';
import { blocks, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

const SECRET = /^'\$\{data\.aws_secretsmanager_secret_version\.[\w-]+\.secret_string\}'$/;

export const rule: Rule = {
  reason: 'The load balancer answers 403 to every request without it.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html',
  check: (estate) =>
    findingsAt(
      estate
        .ofType('aws_api_gateway_integration')
        .filter(({ body }) => ['HTTP', 'HTTP_PROXY'].includes(String(body['type']))),
      (integration) => problemsOf(integration),
    ),
};

function problemsOf({ body }: Resource): string[] {
  const [parameters = {}] = blocks(body, 'request_parameters');
  const below = String(body['uri']).endsWith('/{proxy}');
  return [
    ...unless(
      SECRET.test(String(parameters[`integration.request.header.${ORIGIN_HEADER}`])),
      `it does not set ${ORIGIN_HEADER} to the value of the secret, in single quotes`,
    ),
    ...unless(
      !below || parameters['integration.request.path.proxy'] === 'method.request.path.proxy',
      'it does not pass the rest of the path on',
    ),
  ];
}
