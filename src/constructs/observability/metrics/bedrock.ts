import { metricsOf } from './metric';

/**
 * Metrics of a model that is called through an inference profile. Bedrock publishes them under the profile's id, in the
 * region of the caller, and only where something is called.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export function modelMetrics(profileId: string) {
  const metric = metricsOf('AWS/Bedrock', { ModelId: profileId });
  return {
    inputTokens: metric('InputTokenCount', 'Sum'),
    outputTokens: metric('OutputTokenCount', 'Sum'),
  };
}
