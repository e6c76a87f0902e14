import { collectorConfig, COLLECTOR_MEMORY_MIB } from './collector-config';
import { ContainerLogs, hardened, listed } from './container';

/** Name of the container, and prefix of its log streams. */
export const COLLECTOR = 'collector';

/**
 * The AWS Distro for OpenTelemetry collector 0.43.3, for amd64 and arm64; the digest is what counts. Newer ones are an
 * edit here, once their release notes were read.
 *
 * @see https://gallery.ecr.aws/aws-observability/aws-otel-collector
 */
export const COLLECTOR_IMAGE =
  'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3@sha256:8aa9ea5f67b8d318f7d6af24677e3c70f7098bc0631147cb5fa91addbe980b06';

/** The collector's share of the task's CPU, in units of 1/1024 vCPU, when both containers want more than there is. */
export const COLLECTOR_CPU = 32;

/**
 * Builds the definition of the container that sends the service's spans to X-Ray. It is not essential: if it ends, ECS
 * restarts it, and the service runs on without traces.
 *
 * The X-Ray daemon ends in February 2027, and would not understand Zipkin spans.
 *
 * @param environment the environment's name, which the traces are marked with
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/trace-data.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
 */
export function collectorContainer(logs: Omit<ContainerLogs, 'streamPrefix'>, environment: string): object {
  return {
    ...hardened({ ...logs, streamPrefix: COLLECTOR }),
    name: COLLECTOR,
    image: COLLECTOR_IMAGE,
    essential: false,
    restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    cpu: COLLECTOR_CPU,
    memory: COLLECTOR_MEMORY_MIB,
    // Nobody in particular: its files are readable to all, and it writes none.
    user: '65534:65534',
    readonlyRootFilesystem: true,
    environment: listed(
      { AOT_CONFIG_CONTENT: collectorConfig({ region: logs.region, environment }) },
      'value',
    ),
    healthCheck: { command: ['CMD', '/healthcheck'], interval: 30, timeout: 5, retries: 3, startPeriod: 10 },
  };
}
