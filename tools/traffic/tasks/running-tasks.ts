import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EcsService } from '../../model/services';
import { Deployed, RunningTask } from '../deployed';
import { LiveModel, placeOf } from '../live-model';
import { Egress } from '../egress';
import { networkFor, newNetwork } from './network';
import { Task } from './task';

/** Milliseconds between two looks at what is deployed, at the least. */
const PAUSE = 1_000;

/** Milliseconds for which changes are gathered before they are reported. */
const GATHER = 50;

/** Milliseconds until a service whose tasks fail gets another one; doubled with each failure, at most the second. */
const BACK_OFF = [1_000, 30_000] as const;

/** Stopped tasks that are still told of, and events of a service. */
const MOST_STOPPED = 20;
const MOST_EVENTS = 100;

interface Event {
  readonly id: string;
  readonly createdAt: number;
  readonly message: string;
}

/** Memory of a service between two looks at it. */
interface Memory {
  events: Event[];
  /** Failed tasks by task definition. */
  readonly failed: Map<string, number>;
  /** Failures in a row, and the time before which no other task is started. */
  failures: number;
  notBefore: number;
  isSteady: boolean;
}

/** Tasks of every service that is deployed: as many as it wants, and those that die replaced. */
export class RunningTasks implements Deployed {
  #tasks: Task[] = [];
  readonly #memory = new Map<string, Memory>();
  readonly #definitions = new Map<string, TaskDefinition>();
  /** Tasks that were counted as failed. */
  readonly #failed = new WeakSet<Task>();
  #port = 0;
  #reporting = false;
  #wake: () => void = () => undefined;
  #changed = false;

  readonly #egress: Egress;
  readonly #functionNetworks = new Map<string, string>();

  constructor(
    private readonly live: LiveModel,
    private readonly folder: string,
    private readonly nssWrapper: string | undefined,
  ) {
    this.#egress = new Egress(this, join(folder, 'hosts'));
    live.onChange(() => {
      // Whatever was missing may be there now.
      for (const memory of this.#memory.values()) memory.notBefore = 0;
      this.#changed = true;
      this.#wake();
    });
  }

  get endpoint(): string {
    return this.live.endpoint;
  }
  get model() {
    return this.live.model;
  }
  get prepared() {
    return this.live.prepared;
  }
  fresh(): Promise<void> {
    return this.live.fresh();
  }
  onChange(listener: () => void): void {
    this.live.onChange(listener);
  }

  tasks(): readonly RunningTask[] {
    return this.#tasks.filter(({ status }) => status === 'RUNNING').map((task) => task.asRunning());
  }

  healthy(targetGroup: string): readonly RunningTask[] {
    return this.#tasks
      .filter(({ targets }) =>
        targets.some(({ groupId, state }) => groupId === targetGroup && state.State === 'healthy'),
      )
      .map((task) => task.asRunning());
  }

  /** Keeps the services' tasks for ever. */
  async run(port: number): Promise<never> {
    this.#port = port;
    for (;;) {
      this.#report();
      await this.#reconcile().catch((error: unknown) => {
        console.error('traffic: tasks:', error);
      });
      await sleep(PAUSE);
      if (!this.#changed) {
        const timer = setTimeout(() => {
          this.#wake();
        }, PAUSE);
        await new Promise<void>((resolve) => (this.#wake = resolve));
        clearTimeout(timer);
      }
      this.#changed = false;
    }
  }

  /** Kills every process. */
  end(): void {
    for (const task of this.#tasks) task.kill();
  }

  async #reconcile(): Promise<void> {
    const alive = this.#alive();
    if (!this.live.runsServices && alive.length === 0) return;
    await this.live.fresh();
    const services = new Map(this.live.model.services.ecs.map((service) => [service.id, service]));
    for (const task of alive) {
      if (!services.has(task.service.id)) void task.stop('ServiceSchedulerInitiated', 'Service deleted');
    }
    await this.#stopWanted();
    const programs = this.#programs();
    for (const service of services.values()) await this.#scale(service, programs[service.name]);
    await this.#guardedHosts();
  }

  #alive(): Task[] {
    return this.#tasks.filter(({ status }) => status !== 'STOPPED' && status !== 'DEACTIVATING');
  }

  /** Stops the tasks for which somebody called StopTask. */
  async #stopWanted(): Promise<void> {
    for (const cluster of new Set(this.#alive().map(({ service }) => service.cluster))) {
      const client = this.#ecs(cluster);
      const { taskArns = [] } = await client.send(
        new ListTasksCommand({ cluster, desiredStatus: 'STOPPED' }),
      );
      const wanted = this.#alive().filter(({ arn }) => taskArns.includes(arn));
      if (wanted.length === 0) continue;
      const arns = wanted.map(({ arn }) => arn);
      const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: arns }));
      for (const task of wanted) {
        const reason = tasks.find(({ taskArn }) => taskArn === task.arn)?.stoppedReason;
        void task.stop('UserInitiated', reason ?? 'Task stopped by user');
      }
    }
  }

  async #scale(service: EcsService, program: string | undefined): Promise<void> {
    const memory = this.#memoryOf(service);
    const own = this.#alive().filter((task) => task.service.id === service.id);
    const isCurrent = (task: Task): boolean =>
      task.definitionArn === service.taskDefinition && task.program === program;
    const current = own.filter(isCurrent);
    const missing = service.desiredCount - current.length;
    if (missing > 0 && Date.now() >= memory.notBefore) {
      const definition = await this.#definitionOf(service);
      const started = Array.from({ length: missing }, () => this.#start(service, definition, program));
      const words = started.map(({ id }) => `(task ${id})`).join(' ');
      this.#tell(service, `has started ${started.length} tasks: ${words}.`);
    }
    const ready = current.filter(({ isReady }) => isReady);
    const surplus = [
      ...(missing < 0 ? current.slice(missing) : []),
      // The old ones go once the new ones can take their place.
      ...(ready.length >= service.desiredCount ? own.filter((task) => !isCurrent(task)) : []),
    ];
    if (surplus.length > 0) {
      const words = surplus.map(({ id }) => `(task ${id})`).join(' ');
      this.#tell(service, `has stopped ${surplus.length} running tasks: ${words}.`);
    }
    for (const task of surplus) {
      void task.stop('ServiceSchedulerInitiated', 'Scaling activity initiated by the service');
    }
    const isSteady = ready.length === service.desiredCount && own.length === ready.length;
    if (isSteady && !memory.isSteady) this.#tell(service, 'has reached a steady state.');
    if (isSteady) memory.failures = 0;
    memory.isSteady = isSteady;
  }

  #start(service: EcsService, definition: TaskDefinition, program: string | undefined): Task {
    const others = this.#alive().map(({ network }) => network);
    const task: Task = new Task({
      ...{ service, definition, program, endpoint: this.endpoint, folder: this.folder, latest: this.live },
      nssWrapper: this.nssWrapper,
      network: networkFor(service, this.prepared.network, others),
      onChange: () => {
        this.#onTask(task);
      },
    });
    this.#tasks.push(task);
    void this.#guardedHosts().then(() => task.start());
    return task;
  }

  #onTask(task: Task): void {
    const memory = this.#memoryOf(task.service);
    const failed = task.status === 'DEACTIVATING' && task.stopCode !== 'UserInitiated' && !task.wasReady;
    if (failed && !this.#failed.has(task)) {
      this.#failed.add(task);
      memory.failed.set(task.definitionArn, (memory.failed.get(task.definitionArn) ?? 0) + 1);
      memory.notBefore = Date.now() + Math.min(BACK_OFF[0] * 2 ** memory.failures, BACK_OFF[1]);
      memory.failures += 1;
      this.#tell(task.service, `(task ${task.id}) failed to start: ${task.stoppedReason ?? ''}`);
    }
    const stopped = this.#tasks.filter(({ status }) => status === 'STOPPED');
    const forgotten = new Set(stopped.slice(0, Math.max(0, stopped.length - MOST_STOPPED)));
    this.#tasks = this.#tasks.filter((one) => !forgotten.has(one));
    void this.#guardedHosts();
    this.#report();
    this.#wake();
  }

  #guardedHosts(): Promise<void> {
    return this.#updateHosts().catch((error: unknown) => {
      console.error('traffic: hosts:', error);
    });
  }

  /** Lets tasks, and functions in the VPC, find the names of the VPC. */
  async #updateHosts(): Promise<void> {
    const functions = this.model.services.functions.filter(({ subnets }) => subnets.length > 0);
    const alive = this.#alive();
    this.#egress.keep(new Set([...functions.map(({ id }) => id), ...alive.map(({ arn }) => arn)]));
    for (const { id, name, ...rest } of functions) {
      const network = this.#functionNetworks.get(id) ?? newNetwork();
      this.#functionNetworks.set(id, network);
      const file = join(this.folder, `hosts-function-${name}`);
      await this.#egress.writeHosts({ id, network, placement: { id, name, ...rest } }, file);
    }
    for (const { arn, service, network, hostsFile } of alive) {
      const { address, end } = network;
      const client = { id: arn, placement: service, end, network: address.slice(0, -1) };
      await this.#egress.writeHosts(client, hostsFile, `${address} localhost\n`);
    }
  }

  /** Programs in place of stand-ins, by ECS service, as the last start named them. */
  #programs(): Record<string, string | undefined> {
    const file = join(this.folder, 'programs.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  }

  async #definitionOf({ taskDefinition, cluster }: EcsService): Promise<TaskDefinition> {
    const known = this.#definitions.get(taskDefinition);
    if (known !== undefined) return known;
    const answer = await this.#ecs(cluster).send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const definition = answer.taskDefinition ?? {};
    this.#definitions.set(taskDefinition, definition);
    return definition;
  }

  #ecs(clusterArn: string): ECSClient {
    return new ECSClient(placeOf(this.endpoint, clusterArn.split(':')[3] ?? ''));
  }

  #memoryOf({ id }: EcsService): Memory {
    const known = this.#memory.get(id);
    if (known !== undefined) return known;
    const memory = {
      events: [],
      failed: new Map<string, number>(),
      failures: 0,
      notBefore: 0,
      isSteady: false,
    };
    this.#memory.set(id, memory);
    return memory;
  }

  #tell(service: EcsService, words: string): void {
    const memory = this.#memoryOf(service);
    const message = `(service ${service.name}) ${words}`;
    const event = { id: randomUUID(), createdAt: Date.now() / 1000, message };
    memory.events = [event, ...memory.events].slice(0, MOST_EVENTS);
    this.#report();
  }

  /** Tells the emulator of the tasks, soon. */
  #report(): void {
    if (this.#reporting) return;
    this.#reporting = true;
    setTimeout(() => {
      this.#reporting = false;
      const body = JSON.stringify(this.#state());
      fetch(`${this.endpoint}/_emulator/tasks`, { method: 'POST', body }).catch(() => undefined);
    }, GATHER);
  }

  #state(): object {
    const targets = new Map<string, object[]>();
    for (const task of this.#tasks.filter(
      ({ status }) => status === 'RUNNING' || status === 'DEACTIVATING',
    )) {
      for (const { groupId, target, state } of task.targets) {
        const { vpcAddress, zone } = task.network;
        const Target = { Id: vpcAddress, Port: target.port, AvailabilityZone: zone };
        const described = { Target, HealthCheckPort: String(target.port), TargetHealth: state };
        targets.set(groupId, [...(targets.get(groupId) ?? []), described]);
      }
    }
    const services = [...this.#memory].map(([id, { events, failed }]) => [
      id,
      { events, failedTasks: Object.fromEntries(failed) },
    ]);
    return {
      port: this.#port,
      tasks: this.#tasks.map((task) => task.describe()),
      services: Object.fromEntries(services) as object,
      targets: Object.fromEntries(targets),
    };
  }
}
