import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'API Gateway reads a body as text in UTF-8 unless its type, or the first type that the client accepts, is a binary one: images, fonts and gzip come out spoilt. A mock answers 500 where everything is binary, unless it converts to text.',
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_api_gateway_rest_api'), ({ body }) =>
      unless(
        (body['binary_media_types'] as string[] | undefined)?.includes('*/*') === true,
        'its binary media types are not all',
      ),
    ),
    ...findingsAt(
      estate.ofType('aws_api_gateway_integration', 'aws_api_gateway_integration_response'),
      ({ body }) =>
        unless(
          body['content_handling'] === (body['type'] === 'MOCK' ? 'CONVERT_TO_TEXT' : undefined),
          body['type'] === 'MOCK' ? 'it does not convert to text' : 'it converts bodies',
        ),
    ),
  ],
};
