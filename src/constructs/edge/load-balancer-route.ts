import { Construct } from 'constructs';
import { GATEWAY_TIMEOUT_SECONDS } from '../../lib/gateway';
import { byKey, Keyed } from '../../lib/keyed';
import { ApiMethod } from './api-method';
import { CorsPreflight } from './cors-preflight';
import { literal, RestApi } from './rest-api';

/** Methods that pages of another origin may use; the API's services know no others. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

export interface LoadBalancerRouteProps {
  /** Scheme and host of the load balancer, without a path. */
  readonly origin: string;
  /** Path of the route, with all paths below it; the same at the load balancer. */
  readonly path: string;
  /** Headers that the gateway sets to a fixed value, also over one that the caller sent. */
  readonly headers: Keyed<string>;
  /** Lets pages of another origin call the path. */
  readonly cors: boolean;
}

/**
 * Sends a path, and all below it, to the same path of the load balancer, with query string, headers and body as they are.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html
 */
export class LoadBalancerRoute extends Construct {
  constructor(api: RestApi, id: string, { origin, path, headers, cors }: LoadBalancerRouteProps) {
    super(api, id);
    const fixed = Object.fromEntries(
      byKey(headers).map(([name, value]) => [`integration.request.header.${name}`, literal(value)]),
    );
    const paths = {
      exact: { route: path, uri: path, parameters: {} },
      below: {
        route: `${path}/{proxy+}`,
        uri: `${path}/{proxy}`,
        parameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
      },
    };
    for (const [key, { route, uri, parameters }] of Object.entries(paths)) {
      new ApiMethod(this, key, {
        api,
        path: route,
        httpMethod: 'ANY',
        integration: {
          type: 'HTTP_PROXY',
          integrationHttpMethod: 'ANY',
          uri: `${origin}${uri}`,
          requestParameters: { ...parameters, ...fixed },
          timeoutMilliseconds: GATEWAY_TIMEOUT_SECONDS * 1000,
        },
      });
      if (cors) new CorsPreflight(this, `${key}-preflight`, { api, path: route, methods: METHODS });
    }
  }
}
