import { ApiVerdict, gatewayAnswer } from '../../model/api/gateway';
import { RestApi } from '../../model/api/types';
import { Answer } from '../exchange';
import { Context, substitute } from './context';

/** Message and error type of each gateway response, as AWS sends them unless a template says otherwise. */
const MESSAGES: Readonly<Record<string, readonly [message: string, errorType: string]>> = {
  MISSING_AUTHENTICATION_TOKEN: ['Missing Authentication Token', 'MissingAuthenticationTokenException'],
  INVALID_API_KEY: ['Forbidden', 'ForbiddenException'],
  WAF_FILTERED: ['Forbidden', 'ForbiddenException'],
  REQUEST_TOO_LARGE: ['HTTP content length exceeded 10485760 bytes.', 'RequestTooLargeException'],
  THROTTLED: ['Too Many Requests', 'TooManyRequestsException'],
  INTEGRATION_FAILURE: ['Network error communicating with endpoint', 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: ['Endpoint request timed out', 'InternalServerErrorException'],
};
const OTHER = ['Internal server error', 'InternalServerErrorException'] as const;

type Shape = NonNullable<Extract<ApiVerdict, { kind: 'answer' }>['response']>;

/**
 * Gateway response of a kind in its deployed shape. Notes error and status in the context, for the access log.
 *
 * @param status status of a kind that has none of its own, unless the shape sets one
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function gatewayResponse(api: RestApi, kind: string, context: Context, status?: number): Answer {
  const { response, status: chosen } = gatewayAnswer(api, kind, status);
  const [message, errorType] = MESSAGES[kind] ?? OTHER;
  context['error.message'] = message;
  context['error.messageString'] = JSON.stringify(message);
  context['error.responseType'] = kind;
  const shape: Shape = response ?? { parameters: {}, templates: {} };
  const answer = shaped(chosen, shape, context, '{"message":$context.error.messageString}');
  return { ...answer, headers: { 'x-amzn-errortype': [errorType], ...answer.headers } };
}

/** Answer of a mock or gateway response: literals and `$context` in headers and in the JSON template. */
export function shaped(status: number, shape: Shape, context: Context, otherwise: string): Answer {
  const { parameters, templates } = shape;
  const [contentType, template] =
    templates['application/json'] === undefined
      ? (Object.entries(templates)[0] ?? ['application/json', otherwise])
      : ['application/json', templates['application/json']];
  const headers = Object.entries(parameters).flatMap(([name, source]) => {
    const [, key] = /\.header\.(.+)$/.exec(name) ?? [];
    const value = /^'.*'$/s.test(source) ? source.slice(1, -1) : context[source.replace(/^context\./, '')];
    return key === undefined || value === undefined ? [] : [[key.toLowerCase(), [value]] as const];
  });
  return {
    status,
    headers: { 'content-type': [contentType], ...Object.fromEntries(headers) },
    body: Buffer.from(substitute(template, context)),
  };
}

/** Response headers that the gateway passes on under another name, for it sets them itself. */
const REMAPPED = new Set(['connection', 'content-length', 'date', 'server', 'www-authenticate']);

/**
 * Answer of a backend as the gateway passes it on.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export const passedOn = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(
    Object.entries(answer.headers).map(([name, values]) => [
      REMAPPED.has(name) ? `x-amzn-remapped-${name}` : name,
      values,
    ]),
  ),
});

/**
 * Body as it leaves the gateway: as it is where the binary media types of the API hold its type, else as text in UTF-8.
 *
 * @param types media types that have to be held: the body's, and for an answer the first that the caller accepts
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export const isBinary = ({ binaryMediaTypes }: RestApi, types: readonly (string | undefined)[]): boolean =>
  binaryMediaTypes.includes('*/*') ||
  types.every((type) => {
    const media = type?.split(/[;,]/)[0]?.trim().toLowerCase();
    return media !== undefined && binaryMediaTypes.some((one) => one.toLowerCase() === media);
  });

/** Bytes of a text in UTF-8; what is no UTF-8 is lost. */
export const asText = (body: Buffer): Buffer => Buffer.from(body.toString('utf8'));
