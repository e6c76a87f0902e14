import { COLLECTOR_MEMORY_MIB } from './collector-config';
import { COLLECTOR, COLLECTOR_CPU } from './collector';
import { ContainerLogs, hardened, listed } from './container';

/** Name of the task's volume for temporary files. */
export const TEMPORARY_FILES = 'tmp';

/** Name of a service's own container in the task, in the logs and in `aws ecs execute-command`. */
export const APPLICATION = 'application';

/** Seconds after its start in which a container may fail its health checks. ECS allows at most 300. */
export const GRACE_SECONDS = 300;

/** Seconds between the request to stop and the kill by ECS. Spring Boot gives running requests 30 of them. */
const STOP_SECONDS = 45;

export interface ApplicationContainer {
  /** Image reference with a fixed tag. */
  readonly image: string;
  readonly port: number;
  /** Path that answers 200 as long as the process works, such as `/api/vets/actuator/health/liveness`. */
  readonly livenessPath: string;
  /** CPU of the whole task, in units of 1/1024 vCPU. */
  readonly cpu: number;
  /** Memory of the whole task. */
  readonly memoryMiB: number;
  readonly logs: Omit<ContainerLogs, 'streamPrefix'>;
  /** Variables in clear, by name. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables that ECS takes from Parameter Store or Secrets Manager when the task starts: ARNs, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Lets operators run commands in the container; the agent for it needs a writable root file system. */
  readonly commandExecution: boolean;
}

/**
 * Builds the definition of the service's own container, with the CPU and memory that the collector leaves it.
 *
 * It runs as the images' own user, root without any capability: the volume belongs to root unless the image says
 * otherwise, and Java needs it to write to.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
 */
export function applicationContainer(props: ApplicationContainer): object {
  const { port, livenessPath } = props;
  return {
    ...hardened({ ...props.logs, streamPrefix: APPLICATION }),
    name: APPLICATION,
    image: props.image,
    essential: true,
    cpu: props.cpu - COLLECTOR_CPU,
    memory: props.memoryMiB - COLLECTOR_MEMORY_MIB,
    portMappings: [{ containerPort: port, hostPort: port, protocol: 'tcp' }],
    readonlyRootFilesystem: !props.commandExecution,
    mountPoints: [{ sourceVolume: TEMPORARY_FILES, containerPath: '/tmp', readOnly: false }],
    environment: listed(props.environment, 'value'),
    secrets: listed(props.secrets, 'valueFrom'),
    // START, not HEALTHY: a service must not be down because its traces are.
    dependsOn: [{ containerName: COLLECTOR, condition: 'START' }],
    healthCheck: {
      command: [
        'CMD',
        'curl',
        '--fail',
        '--silent',
        '--output',
        '/dev/null',
        `http://localhost:${port}${livenessPath}`,
      ],
      interval: 30,
      timeout: 5,
      retries: 3,
      startPeriod: GRACE_SECONDS,
    },
    stopTimeout: STOP_SECONDS,
  };
}
