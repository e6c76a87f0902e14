import { GATEWAY_TIMEOUT_SECONDS } from '../../../lib/gateway';
import { failedPercent } from '../metrics/expression';
import { SystemMetrics } from '../metrics/system';
import { Alarms } from './definition';

export interface GatewayThresholds {
  /** Failed requests in five minutes below which the percentage does not count. */
  readonly failures: number;
  readonly errorPercent: number;
  /** Percentage of the time after which the gateway gives up. */
  readonly gatewayLatencyPercent: number;
}

/** Alarms on the API as every caller sees it. Without requests the gateway publishes nothing. */
export const gatewayAlarms = (
  { requests, serverErrors, latency }: SystemMetrics['gateway'],
  { failures, errorPercent, gatewayLatencyPercent }: GatewayThresholds,
): Alarms => ({
  'gateway-errors': {
    kind: 'gateway-errors',
    fault: 'The API fails',
    meaning: 'Callers get 5xx answers, from the gateway or from something behind it.',
    metric: failedPercent({ requests, errors: serverErrors, failures }),
    comparison: '>',
    threshold: errorPercent,
  },
  'gateway-latency': {
    kind: 'gateway-latency',
    fault: 'The API is slow',
    meaning: `One of ten requests waits nearly as long as the gateway does, ${GATEWAY_TIMEOUT_SECONDS} s.`,
    metric: latency,
    comparison: '>',
    threshold: (GATEWAY_TIMEOUT_SECONDS * 1000 * gatewayLatencyPercent) / 100,
    periods: 3,
  },
});
