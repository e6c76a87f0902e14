import { HttpRequest, pcre } from '../http';
import { integrationRequest, Mapped } from './integration';
import { Match, matchResource, prepareResources } from './match';
import { GatewayResponse, Integration, Method, MethodSettings, RestApi, Stage } from './types';

export type ApiVerdict = { readonly decidedBy: string } & (
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Type of gateway response, such as `THROTTLED`; undefined for the answer of a mock. */
      readonly type?: string;
      /** Gateway response or integration response that shapes it. */
      readonly response?: Pick<GatewayResponse, 'parameters' | 'templates'>;
    }
  | {
      readonly kind: 'integration';
      readonly method: Method;
      readonly match: Match;
      readonly integration: Integration;
      readonly throttle: MethodSettings | undefined;
      /** Request that the backend gets. */
      readonly sent: Mapped;
    }
);

export type Api = (request: HttpRequest, context?: Readonly<Record<string, string>>) => ApiVerdict;

/** Bytes of the largest body that a REST API takes. */
const LARGEST_BODY = 10 * 1024 * 1024;

/** Statuses of gateway responses that are not customized. */
const STATUS: Readonly<Record<string, number>> = {
  MISSING_AUTHENTICATION_TOKEN: 403,
  INVALID_API_KEY: 403,
  REQUEST_TOO_LARGE: 413,
  API_CONFIGURATION_ERROR: 500,
  THROTTLED: 429,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  WAF_FILTERED: 403,
};

/**
 * Gateway response of a kind with its status, falling back to `DEFAULT_4XX` or `DEFAULT_5XX` for its shape.
 *
 * @param status status unless the shape sets one
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function gatewayAnswer(
  { id, gatewayResponses }: RestApi,
  kind: string,
  status = STATUS[kind] ?? 500,
): Extract<ApiVerdict, { kind: 'answer' }> {
  const find = (wanted: string) => gatewayResponses.find((response) => response.kind === wanted);
  const response = find(kind) ?? find(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  return {
    kind: 'answer',
    type: kind,
    decidedBy: response?.id ?? id,
    status: response?.status ?? status,
    ...(response === undefined ? {} : { response }),
  };
}

/** API ready to judge requests to one of its stages, whose paths come without the stage. */
export function prepareApi(api: RestApi, stage: Stage): Api {
  const resources = prepareResources(api);
  const answer = (kind: string) => gatewayAnswer(api, kind);
  return (request, context = {}) => {
    const found = matchResource(resources, request.path);
    const method = found?.methods.get(request.method) ?? found?.methods.get('ANY');
    if (found === undefined || method === undefined) return answer('MISSING_AUTHENTICATION_TOKEN');
    if (method.needsKey && request.headers['x-api-key'] === undefined) return answer('INVALID_API_KEY');
    if (method.authorization !== 'NONE' && request.headers['authorization'] === undefined)
      return answer('MISSING_AUTHENTICATION_TOKEN');
    if (request.bodySize > LARGEST_BODY) return answer('REQUEST_TOO_LARGE');
    const { integration } = method;
    if (integration === undefined) return answer('API_CONFIGURATION_ERROR');
    if (integration.kind === 'MOCK') return mocked(integration, request, answer);
    return {
      kind: 'integration',
      decidedBy: integration.id,
      method,
      match: found,
      integration,
      throttle: settingsOf(stage, found.path, request.method),
      sent: integrationRequest(integration, request, found, stage.variables, context),
    };
  };
}

/**
 * Answer of a mock: the status that its request template names selects the integration response.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
function mocked(
  { id, requestTemplates, responses }: Integration,
  request: HttpRequest,
  answer: (kind: string) => ApiVerdict,
): ApiVerdict {
  const type = request.headers['content-type']?.[0]?.split(';')[0]?.trim() ?? 'application/json';
  const template = requestTemplates[type] ?? requestTemplates['application/json'] ?? '';
  const [, code = ''] = /"?statusCode"?\s*:\s*"?(\d{3})/.exec(template) ?? [];
  const response =
    responses.find(
      ({ selection }) => selection !== undefined && pcre(`^(?:${selection})$`)?.test(code) === true,
    ) ?? responses.find(({ selection }) => selection === undefined);
  if (code === '' || response === undefined) return answer('API_CONFIGURATION_ERROR');
  return { kind: 'answer', decidedBy: id, status: response.status, response };
}

/** Most specific settings of a stage for a method: of the method, then of all methods and paths. */
export function settingsOf({ settings }: Stage, path: string, method: string): MethodSettings | undefined {
  const escaped = path.replaceAll('/', '~1');
  const byPath = new Map(settings.map((one) => [one.path.replace(/^\//, ''), one]));
  return byPath.get(`${escaped}/${method}`) ?? byPath.get(`${escaped}/*`) ?? byPath.get('*/*');
}
