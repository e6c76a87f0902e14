import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { GATEWAY_TIMEOUT_SECONDS } from '../../lib/gateway';
import { ApiMethod } from './api-method';
import { CorsPreflight } from './cors-preflight';
import { RestApi } from './rest-api';

export interface FunctionRouteProps {
  readonly path: string;
  /** Stage of the API that may call the function. */
  readonly stage: string;
  /** Name of the function, and the alias by which the gateway calls it. */
  readonly functionName: string;
  readonly aliasName: string;
  readonly aliasInvokeArn: string;
}

/**
 * Sends a path, and all below it, to the alias of a function, which this API alone may call there. GET and POST have
 * methods of their own, so that each can have limits of its own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export class FunctionRoute extends Construct {
  /** Methods of the route: a key, and the method as a stage's settings name it, such as `~1api~1genai/POST`. */
  readonly methods: readonly { readonly key: string; readonly method: string }[];

  constructor(api: RestApi, id: string, { path, ...props }: FunctionRouteProps) {
    super(api, id);
    const routes = [
      { key: 'exact', route: path, methods: ['POST'], source: path },
      { key: 'below', route: `${path}/{proxy+}`, methods: ['GET', 'POST'], source: `${path}/*` },
    ] as const;
    for (const { key, route, methods, source } of routes) {
      for (const httpMethod of methods) {
        new ApiMethod(this, `${key}-${httpMethod.toLowerCase()}`, {
          api,
          path: route,
          httpMethod,
          integration: {
            type: 'AWS_PROXY',
            // How the gateway calls Lambda, whatever it was called with.
            integrationHttpMethod: 'POST',
            uri: props.aliasInvokeArn,
            timeoutMilliseconds: GATEWAY_TIMEOUT_SECONDS * 1000,
          },
        });
      }
      new CorsPreflight(this, `${key}-preflight`, { api, path: route, methods });
      new LambdaPermission(this, `${key}-permission`, {
        statementId: `Api${key === 'exact' ? 'Exact' : 'Below'}`,
        action: 'lambda:InvokeFunction',
        functionName: props.functionName,
        qualifier: props.aliasName,
        principal: 'apigateway.amazonaws.com',
        sourceArn: `${api.executionArn}/${props.stage}/*${source}`,
      });
    }
    this.methods = routes.flatMap(({ key, route, methods }) =>
      methods.map((method) => ({
        key: `${key}-${method.toLowerCase()}`,
        method: `${route.replaceAll('/', '~1')}/${method}`,
      })),
    );
  }
}
