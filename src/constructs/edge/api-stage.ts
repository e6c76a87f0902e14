import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { byKey, Keyed } from '../../lib/keyed';
import { LogGroup } from '../observability/log-group';
import { addressOf, RestApi } from './rest-api';

/**
 * Fields of a request's line in the access log. Query strings and bodies are left out, as they may hold names and
 * addresses, and so is the caller's address, which the firewall's log has.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  traceId: '$context.xrayTraceId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  path: '$context.path',
  resource: '$context.resourcePath',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integration.latency',
  integrationStatus: '$context.integration.status',
  errorType: '$context.error.responseType',
  wafResult: '$context.wafResponseCode',
  wafStatus: '$context.waf.status',
};

export interface Throttle {
  /** Requests a second, of all callers together. */
  readonly rateLimit: number;
  /** Requests at once. */
  readonly burstLimit: number;
}

export interface ApiStageProps {
  readonly api: RestApi;
  readonly name: string;
  readonly logs: { readonly name: string; readonly retentionDays: number; readonly kmsKeyArn: string };
  /** Limits of every method that has none of its own. */
  readonly throttle: Throttle;
  /** Limits of single methods, by key of the address. AWS names a method as in `~1api~1genai/POST`. */
  readonly methodThrottles: Keyed<{ readonly method: string } & Throttle>;
}

/**
 * The stage of an API and its deployment, which is replaced whenever anything about a route changes, and only then.
 *
 * Execution logs are off: at a level that helps they hold the headers of requests, the origin header among them, in a group
 * that API Gateway names after the API's id. The access log has the reason of each failure.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiStage extends Construct {
  readonly arn: string;
  readonly name: string;
  /** Name of the log group with a line for each request. */
  readonly accessLogGroup: string;

  constructor(scope: Construct, id: string, props: ApiStageProps) {
    super(scope, id);
    const { api } = props;
    const logGroup = new LogGroup(this, 'access-log', props.logs);
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      restApiId: api.id,
      triggers: { definition: api.definition },
      lifecycle: { createBeforeDestroy: true },
    });
    // Routes may still come.
    deployment.dependsOn = Lazy.listValue({ produce: () => api.parts.map(addressOf).sort() });
    const stage = new ApiGatewayStage(this, 'stage', {
      restApiId: api.id,
      stageName: props.name,
      deploymentId: deployment.id,
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: logGroup.arn, format: JSON.stringify(ACCESS_LOG) },
    });
    this.arn = stage.arn;
    this.name = stage.stageName;
    this.accessLogGroup = logGroup.name;
    const throttles = { all: { method: '*/*', ...props.throttle }, ...props.methodThrottles };
    for (const [key, { method, rateLimit, burstLimit }] of byKey(throttles)) {
      new ApiGatewayMethodSettings(this, `settings-${key}`, {
        restApiId: api.id,
        stageName: stage.stageName,
        methodPath: method,
        settings: {
          metricsEnabled: true,
          loggingLevel: 'OFF',
          dataTraceEnabled: false,
          throttlingRateLimit: rateLimit,
          throttlingBurstLimit: burstLimit,
        },
      });
    }
  }
}
