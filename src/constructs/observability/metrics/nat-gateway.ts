import { metricsOf } from './metric';

/**
 * Metrics of a NAT gateway.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export function natGatewayMetrics(natGatewayId: string) {
  const metric = metricsOf('AWS/NATGateway', { NatGatewayId: natGatewayId });
  return {
    /** Connections that found no free port: too many at once to one address. */
    portAllocationErrors: metric('ErrorPortAllocation', 'Sum'),
    connections: metric('ActiveConnectionCount', 'Maximum'),
  };
}
