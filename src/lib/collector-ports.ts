/**
 * The ports on which the OpenTelemetry collector listens inside every task. Containers of a task share one network
 * interface, so a service cannot take one of them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export const collectorPorts = {
  zipkin: 9411,
  otlpGrpc: 4317,
  otlpHttp: 4318,
  healthCheck: 13133,
  metrics: 8888,
} as const;
