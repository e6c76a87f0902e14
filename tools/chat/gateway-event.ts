import { EMULATED_ACCOUNT } from '../support/emulator-place';

/** HTTP request as a browser sends it. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path below the API's stage, such as `/api/genai`. */
  readonly path: string;
  /** @default none */
  readonly body?: string;
}

/** Stage that the request is sent to, with its account and region. */
export interface GatewayPlace {
  readonly stage: string;
  /** @default the emulator's own */
  readonly account?: string | undefined;
  readonly region: string;
}

/**
 * Event that API Gateway sends to the function behind it for a request, with every field.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function gatewayEvent(
  { method, path, body }: HttpRequest,
  { stage, account = EMULATED_ACCOUNT, region }: GatewayPlace,
): object {
  const host = `petclinic.execute-api.${region}.amazonaws.com`;
  const headers = { Accept: '*/*', 'Content-Type': 'application/json', Host: host };
  return {
    resource: path,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: account,
      apiId: 'petclinic',
      domainName: host,
      httpMethod: method,
      identity: { sourceIp: '127.0.0.1', userAgent: 'npm run chat' },
      path: `/${stage}${path}`,
      protocol: 'HTTP/1.1',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      resourcePath: path,
      stage,
    },
    body: body ?? null,
    isBase64Encoded: false,
  };
}
