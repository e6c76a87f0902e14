import {
  ApiGatewayIntegration,
  ApiGatewayIntegrationConfig,
} from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { Construct } from 'constructs';
import { RestApi } from './rest-api';

export interface ApiMethodProps {
  readonly api: RestApi;
  /** Path, such as `/api/vets` or `/api/vets/{proxy+}`. */
  readonly path: string;
  readonly httpMethod: 'ANY' | 'GET' | 'OPTIONS' | 'POST';
  readonly integration: Omit<ApiGatewayIntegrationConfig, 'restApiId' | 'resourceId' | 'httpMethod'>;
}

/** A method of a path that anyone may call, and its integration. */
export class ApiMethod extends Construct {
  readonly resourceId: string;
  readonly integration: ApiGatewayIntegration;

  constructor(scope: Construct, id: string, { api, path, httpMethod, integration }: ApiMethodProps) {
    super(scope, id);
    this.resourceId = api.resourceAt(path);
    const method = new ApiGatewayMethod(this, 'method', {
      restApiId: api.id,
      resourceId: this.resourceId,
      httpMethod,
      authorization: 'NONE',
      requestParameters: path.endsWith('/{proxy+}') ? { 'method.request.path.proxy': true } : undefined,
    });
    this.integration = new ApiGatewayIntegration(this, 'integration', {
      restApiId: api.id,
      resourceId: this.resourceId,
      httpMethod: method.httpMethod,
      ...integration,
    });
  }
}
