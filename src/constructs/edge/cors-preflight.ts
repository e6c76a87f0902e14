import { ApiGatewayIntegrationResponse } from '@cdktf/provider-aws/lib/api-gateway-integration-response';
import { ApiGatewayMethodResponse } from '@cdktf/provider-aws/lib/api-gateway-method-response';
import { Construct } from 'constructs';
import { ApiMethod } from './api-method';
import { literal, RestApi } from './rest-api';

/** Seconds for which a browser may keep the answer: the longest that Chrome keeps one. */
const MAX_AGE_SECONDS = 7200;

const header = (name: string): string => `method.response.header.${name}`;

export interface CorsPreflightProps {
  readonly api: RestApi;
  readonly path: string;
  /** The methods that a page may use. */
  readonly methods: readonly string[];
}

/**
 * Answers a browser's preflight request, sent before a page of another origin sends JSON. No cookies: the API has no
 * login.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
export class CorsPreflight extends Construct {
  constructor(scope: Construct, id: string, { api, path, methods }: CorsPreflightProps) {
    super(scope, id);
    const headers = {
      [header('Access-Control-Allow-Headers')]: literal('Content-Type'),
      [header('Access-Control-Allow-Methods')]: literal(methods.join(',')),
      [header('Access-Control-Allow-Origin')]: literal(api.corsOrigin),
      [header('Access-Control-Max-Age')]: literal(String(MAX_AGE_SECONDS)),
    };
    const options = new ApiMethod(this, 'options', {
      api,
      path,
      httpMethod: 'OPTIONS',
      integration: {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode":204}' },
        // The template is applied to text alone, and all bodies count as binary.
        contentHandling: 'CONVERT_TO_TEXT',
      },
    });
    const response = new ApiGatewayMethodResponse(this, 'response', {
      restApiId: api.id,
      resourceId: options.resourceId,
      httpMethod: options.integration.httpMethod,
      statusCode: '204',
      responseParameters: Object.fromEntries(Object.keys(headers).map((name) => [name, true])),
    });
    new ApiGatewayIntegrationResponse(this, 'integration-response', {
      restApiId: api.id,
      resourceId: options.resourceId,
      httpMethod: response.httpMethod,
      statusCode: response.statusCode,
      responseParameters: headers,
      dependsOn: [options.integration],
    });
  }
}
