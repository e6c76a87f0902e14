/** HTTP request as a browser sends it. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path below the API's stage, such as `/api/genai`. */
  readonly path: string;
  /** @default none */
  readonly body?: string;
}

const HOST = 'petclinic.execute-api.us-west-2.amazonaws.com';

/**
 * Event that API Gateway sends to the function behind it for a request, with every field.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function gatewayEvent({ method, path, body }: HttpRequest, stage: string): object {
  const headers = { Accept: '*/*', 'Content-Type': 'application/json', Host: HOST };
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
      accountId: '123456789012',
      apiId: 'petclinic',
      domainName: HOST,
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
