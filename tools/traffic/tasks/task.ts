import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EcsService } from '../../model/services';
import { RunningTask } from '../deployed';
import { Container } from './container';
import { StartFailure } from './definition';
import { TaskNetwork } from './network';
import { prepareContainers } from './prepare-containers';
import { DRAINING, TargetHealth } from './target-health';
import { TaskProps } from './task-props';

/** Milliseconds between two looks whether a container listens. */
const LOOK = 50;

type Status = 'PENDING' | 'ACTIVATING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPED';

/** Seconds since 1970, as ECS tells times. */
const now = (): number => Date.now() / 1000;

/**
 * A task of a service, from its start to its end.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export class Task {
  readonly arn: string;
  readonly service: EcsService;
  readonly network: TaskNetwork;
  readonly program: string | undefined;
  readonly definitionArn: string;
  readonly targets: readonly TargetHealth[];
  readonly createdAt = now();
  status: Status = 'PENDING';
  /** Reason why it stops or stopped. */
  stoppedReason: string | undefined;
  readonly #props: TaskProps;
  readonly #end = new AbortController();
  stopCode: string | undefined;
  #startedAt: number | undefined;
  #stoppedAt: number | undefined;
  #containers: readonly Container[] = [];
  readonly #exitCodes = new Map<string, number>();

  constructor(props: TaskProps) {
    const { service, definition, network, latest } = props;
    this.#props = props;
    this.service = service;
    this.network = network;
    this.program = props.program;
    this.definitionArn = definition.taskDefinitionArn ?? '';
    this.arn = `${service.cluster.replace(':cluster/', ':task/')}/${randomBytes(16).toString('hex')}`;
    this.targets = service.targets.map(
      ({ targetGroup, port }) => new TargetHealth(targetGroup, { ...network, port }, latest),
    );
  }

  get id(): string {
    return this.arn.slice(this.arn.lastIndexOf('/') + 1);
  }

  get hostsFile(): string {
    return join(this.#props.folder, `hosts-${this.id}`);
  }

  /** True while the task runs and passes every check. */
  get isReady(): boolean {
    return (
      this.status === 'RUNNING' &&
      this.targets.every(({ state }) => state.State === 'healthy' || state.State === 'unused') &&
      this.#containers.every(({ health }) => health !== 'UNHEALTHY')
    );
  }

  /** True once the task was ready. */
  get wasReady(): boolean {
    return this.#startedAt !== undefined && this.targets.every(({ wasHealthy }) => wasHealthy);
  }

  get port(): number {
    const mappings = this.#props.definition.containerDefinitions?.flatMap(
      ({ portMappings }) => portMappings ?? [],
    );
    return this.service.targets[0]?.port ?? mappings?.[0]?.containerPort ?? 0;
  }

  asRunning(): RunningTask {
    const { address, vpcAddress, end } = this.network;
    const targetGroups = this.targets.map(({ groupId }) => groupId);
    const { arn, service, port, isReady: healthy } = this;
    return { arn, service, address, vpcAddress, end, port, targetGroups, healthy };
  }

  /** Starts the containers, and watches them until the task stops. */
  async start(): Promise<void> {
    try {
      const containers = await prepareContainers(this.#props, this.id, this.hostsFile);
      if (this.#isStopping()) return;
      this.#containers = containers;
      for (const container of containers) this.#startContainer(container);
      this.#enter('ACTIVATING');
      while (this.port !== 0 && !(await listens(this.network.address, this.port))) {
        await sleep(LOOK);
        if (this.#isStopping()) return;
      }
      this.#startedAt = now();
      this.#enter('RUNNING');
      const { signal } = this.#end;
      const check = (): void => {
        this.#check();
      };
      for (const target of this.targets) void target.watch(signal, check);
      for (const container of containers) void container.watchHealth(signal, check);
    } catch (error) {
      const reason =
        error instanceof StartFailure ? error.message : `CannotStartContainerError: ${String(error)}`;
      await this.stop('TaskFailedToStart', reason);
    }
  }

  /** Takes it out of its target groups, then ends its processes. */
  async stop(stopCode: string, reason: string): Promise<void> {
    if (this.#isStopping()) return;
    [this.stopCode, this.stoppedReason] = [stopCode, reason];
    this.#end.abort();
    for (const target of this.targets) target.state = DRAINING;
    this.#enter('DEACTIVATING');
    await Promise.all(this.#containers.map((container) => container.stop()));
    this.#stoppedAt = now();
    rmSync(this.hostsFile, { force: true });
    this.#enter('STOPPED');
  }

  /** Kills its processes at once. */
  kill(): void {
    this.#end.abort();
    for (const container of this.#containers) container.kill();
  }

  /** The task as DescribeTasks tells of it, times in seconds since 1970. */
  describe(): object {
    const { definition, service, network } = { ...this.#props };
    const [health] = this.#containers.map((container) => container.health);
    return {
      taskArn: this.arn,
      clusterArn: service.cluster,
      taskDefinitionArn: this.definitionArn,
      group: `service:${service.name}`,
      launchType: 'FARGATE',
      lastStatus: this.status,
      desiredStatus: this.#isStopping() ? 'STOPPED' : 'RUNNING',
      connectivity: 'CONNECTED',
      healthStatus: health ?? 'UNKNOWN',
      availabilityZone: network.zone,
      cpu: definition.cpu,
      memory: definition.memory,
      createdAt: this.createdAt,
      ...(this.#startedAt === undefined ? {} : { startedAt: this.#startedAt }),
      ...(this.#stoppedAt === undefined ? {} : { stoppedAt: this.#stoppedAt }),
      ...(this.stopCode === undefined ? {} : { stopCode: this.stopCode, stoppedReason: this.stoppedReason }),
      overrides: {
        containerOverrides: this.#containers
          .slice(0, this.program === undefined ? 0 : 1)
          .map((container) => ({
            name: container.definition.name,
            command: ['/bin/sh', '-c', this.program],
          })),
      },
      attachments: [
        {
          type: 'ElasticNetworkInterface',
          status: this.#isStopping() ? 'DELETED' : 'ATTACHED',
          details: [
            { name: 'subnetId', value: network.end.subnet },
            { name: 'privateIPv4Address', value: network.vpcAddress },
          ],
        },
      ],
      containers: (definition.containerDefinitions ?? []).map(({ name = '', image }) => {
        const container = this.#containers.find((one) => one.definition.name === name);
        const exitCode = this.#exitCodes.get(name);
        const isUp = container !== undefined && exitCode === undefined;
        return {
          containerArn: this.arn.replace(':task/', ':container/'),
          taskArn: this.arn,
          name,
          image,
          lastStatus: isUp ? 'RUNNING' : this.#containers.length === 0 ? 'PENDING' : 'STOPPED',
          healthStatus: container?.health ?? 'UNKNOWN',
          ...(exitCode === undefined ? {} : { exitCode }),
          networkInterfaces: [{ privateIpv4Address: network.vpcAddress }],
        };
      }),
    };
  }

  #isStopping(): boolean {
    return this.#end.signal.aborted;
  }

  #enter(status: Status): void {
    this.status = status;
    this.#props.onChange();
  }

  #startContainer(container: Container): void {
    const { name = '', essential = true } = container.definition;
    container.start((code) => {
      this.#exitCodes.set(name, code);
      if (essential) void this.stop('EssentialContainerExited', 'Essential container in task exited');
      this.#props.onChange();
    });
  }

  /** Stops it when a check failed that it had passed before. */
  #check(): void {
    this.#props.onChange();
    if (this.#isStopping()) return;
    if (this.#containers.some(({ health }) => health === 'UNHEALTHY')) {
      void this.stop('ServiceSchedulerInitiated', 'Task failed container health checks');
      return;
    }
    const failed = this.targets.find(({ state, wasHealthy }) => wasHealthy && state.State === 'unhealthy');
    if (failed !== undefined) {
      void this.stop(
        'ServiceSchedulerInitiated',
        `Task failed ELB health checks in (target-group ${failed.groupId})`,
      );
    }
  }
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
