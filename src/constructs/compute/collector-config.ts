import { collectorPorts } from '../../lib/collector-ports';
import { ENVIRONMENT_ANNOTATION } from '../observability/trace-filter';

/** Memory of the collector's container in MiB, out of its task's: it idles at a third of that. */
export const COLLECTOR_MEMORY_MIB = 256;

/** Endpoint on the loopback, for the containers of the task alone. */
const at = (port: number): { endpoint: string } => ({ endpoint: `127.0.0.1:${port}` });

export interface CollectorScope {
  readonly region: string;
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
}

/**
 * The configuration of the OpenTelemetry collector: takes Zipkin spans, which the images send to `localhost:9411` unasked,
 * and OTLP, and passes them to X-Ray. It is JSON, which the collector reads as the YAML that JSON is.
 *
 * Each span gets the name of the environment, as an annotation: the services have the same names in all of them.
 *
 * @see https://aws-otel.github.io/docs/setup/ecs/config-through-ssm
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsxrayexporter
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/attributesprocessor
 */
export function collectorConfig({ region, environment }: CollectorScope): string {
  return JSON.stringify({
    extensions: { health_check: at(collectorPorts.healthCheck) },
    receivers: {
      zipkin: at(collectorPorts.zipkin),
      otlp: { protocols: { grpc: at(collectorPorts.otlpGrpc), http: at(collectorPorts.otlpHttp) } },
    },
    processors: {
      // Drops spans before the container's limit is reached: beyond it, the kernel would end the collector.
      memory_limiter: {
        check_interval: '1s',
        limit_mib: COLLECTOR_MEMORY_MIB - 64,
        spike_limit_mib: 48,
      },
      attributes: { actions: [{ action: 'upsert', key: ENVIRONMENT_ANNOTATION, value: environment }] },
      batch: { timeout: '5s', send_batch_size: 50 },
    },
    exporters: { awsxray: { region, indexed_attributes: [ENVIRONMENT_ANNOTATION] } },
    service: {
      extensions: ['health_check'],
      pipelines: {
        traces: {
          receivers: ['zipkin', 'otlp'],
          processors: ['memory_limiter', 'attributes', 'batch'],
          exporters: ['awsxray'],
        },
      },
    },
  });
}
