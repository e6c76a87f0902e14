/** Destination of a container's log lines: an existing log group, and the prefix of the container's streams in it. */
export interface ContainerLogs {
  readonly group: string;
  readonly region: string;
  readonly streamPrefix: string;
}

/**
 * Settings that every container definition shares: no Linux capability, an init process that forwards signals and reaps
 * zombies, and log lines that are dropped rather than waited for when CloudWatch Logs is slow.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export function hardened({ group, region, streamPrefix }: ContainerLogs): object {
  return {
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': group,
        'awslogs-region': region,
        'awslogs-stream-prefix': streamPrefix,
        mode: 'non-blocking',
        // Held in the memory of the host, not of the container.
        'max-buffer-size': '10m',
      },
    },
  };
}

/** Lists variables or secrets as a container definition does, in the order in which ECS returns them. */
export const listed = (values: Readonly<Record<string, string>>, key: 'value' | 'valueFrom'): object[] =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, [key]: value }));
