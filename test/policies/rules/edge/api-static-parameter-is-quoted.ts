import { blocks } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';

const MAPPED = /^(method|integration|context|stageVariables)\.[\w.+-]+$/;
const QUOTED = /^'[^']*'$/;

export const rule: Rule = {
  reason: 'API Gateway refuses a fixed value that stands without single quotes.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html',
  check: (estate) =>
    findingsAt(
      estate.ofType(
        'aws_api_gateway_gateway_response',
        'aws_api_gateway_integration',
        'aws_api_gateway_integration_response',
      ),
      ({ body }) =>
        ['request_parameters', 'response_parameters']
          .flatMap((attribute) => blocks(body, attribute))
          .flatMap((parameters) => Object.entries(parameters))
          .filter(([, value]) => !MAPPED.test(String(value)) && !QUOTED.test(String(value)))
          // Not the value: it may be a secret.
          .map(([name]) => `${name} is neither a mapping nor in single quotes`),
    ),
};
