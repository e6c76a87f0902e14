import { collectorConfig, COLLECTOR_MEMORY_MIB } from './collector-config';
import { ContainerLogs, hardened, listed } from './container';

/** Name of the container, of its image's repository, and prefix of its log streams. */
export const COLLECTOR = 'collector';

/**
 * Release of the AWS Distro for OpenTelemetry collector, and tag of its image in our repository, where the images' runbook puts
 * it: a task does not start while an image of a public registry cannot be pulled, however dispensable its container is.
 *
 * @see https://github.com/aws-observability/aws-otel-collector/releases
 */
export const COLLECTOR_TAG = 'v0.49.0';

/** The collector's share of the task's CPU, in units of 1/1024 vCPU, when both containers want more than there is. */
export const COLLECTOR_CPU = 32;

/**
 * Builds the definition of the container that sends the service's spans to X-Ray. It is not essential: if it ends, ECS
 * restarts it, and the service runs on without traces.
 *
 * The X-Ray daemon ends in February 2027, and would not understand Zipkin spans.
 *
 * @param image reference of its image, with a fixed tag
 * @param environment the environment's name, which the traces are marked with
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/trace-data.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
 */
export function collectorContainer(
  image: string,
  logs: Omit<ContainerLogs, 'streamPrefix'>,
  environment: string,
): object {
  return {
    ...hardened({ ...logs, streamPrefix: COLLECTOR }),
    name: COLLECTOR,
    image,
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
