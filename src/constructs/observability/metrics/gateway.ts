import { metricsOf } from './metric';

/**
 * Metrics of a stage of a REST API. Latencies are in milliseconds.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export function gatewayMetrics({ apiName, stage }: { readonly apiName: string; readonly stage: string }) {
  const metric = metricsOf('AWS/ApiGateway', { ApiName: apiName, Stage: stage });
  return {
    requests: metric('Count', 'Sum'),
    clientErrors: metric('4XXError', 'Sum'),
    serverErrors: metric('5XXError', 'Sum'),
    latency: metric('Latency', 'p90'),
    integrationLatency: metric('IntegrationLatency', 'p90'),
  };
}
