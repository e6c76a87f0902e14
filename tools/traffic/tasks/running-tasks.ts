import { TaskDefinition } from '@aws-sdk/client-ecs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPrograms } from '../../emulator/programs';
import { EcsService } from '../../model/services';
import { Deployed, RunningTask } from '../deployed';
import { LiveModel } from '../live-model';
import { LogWriter } from '../logs/writer';
import { EcsCalls } from './ecs-calls';
import { HostsFiles } from './hosts-files';
import { networkFor } from './network';
import { reportOf } from './report';
import { ServiceMemory } from './service-memory';
import { Task } from './task';

/** Milliseconds between two looks at what is deployed, at the least. */
const PAUSE = 1_000;

/** Milliseconds for which changes are gathered before they are reported. */
const GATHER = 50;

/** Largest number of stopped tasks that are still listed. */
const MOST_STOPPED = 20;

/** Tasks of every service that is deployed: as many as it wants, and those that die replaced. */
export class RunningTasks implements Deployed {
  #tasks: Task[] = [];
  readonly #memory = new Map<string, ServiceMemory>();
  /** Tasks that were counted as failed. */
  readonly #failed = new WeakSet<Task>();
  #port = 0;
  #reporting = false;
  #wake: () => void = () => undefined;
  #changed = false;
  /** True until it was asked who called StopTask since the last change. */
  #mayBeStopped = true;
  readonly #ecs: EcsCalls;
  readonly #logs: LogWriter;
  readonly #hosts: HostsFiles;

  constructor(
    private readonly live: LiveModel,
    private readonly folder: string,
    private readonly nssWrapper: string | undefined,
  ) {
    this.#ecs = new EcsCalls(live.endpoint);
    this.#logs = new LogWriter(live.endpoint, (message) => {
      console.error('traffic: tasks:', message);
    });
    this.#hosts = new HostsFiles(this, folder);
    live.onChange(() => {
      for (const memory of this.#memory.values()) memory.retry();
      [this.#changed, this.#mayBeStopped] = [true, true];
      this.#wake();
    });
  }

  get endpoint(): string {
    return this.live.endpoint;
  }
  get places() {
    return this.live.places;
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
        this.#mayBeStopped = true;
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
    for (const id of this.#memory.keys()) if (!services.has(id)) this.#memory.delete(id);
    for (const task of alive) {
      if (!services.has(task.service.id)) void task.stop('ServiceSchedulerInitiated', 'Service deleted');
    }
    if (this.#mayBeStopped) await this.#stopWanted();
    const programs = readPrograms(this.folder);
    for (const service of services.values()) await this.#scale(service, programs[service.name]);
    await this.#updateHosts();
  }

  /** A task that stops has its names until it has ended: what it was asked before it answers from its database. */
  #updateHosts(): Promise<void> {
    return this.#hosts.update(this.#tasks.filter(({ status }) => status !== 'STOPPED'));
  }

  #alive(): Task[] {
    return this.#tasks.filter(({ status }) => status !== 'STOPPED' && status !== 'DEACTIVATING');
  }

  /** Stops the tasks for which somebody called StopTask. */
  async #stopWanted(): Promise<void> {
    this.#mayBeStopped = false;
    for (const cluster of new Set(this.#alive().map(({ service }) => service.cluster))) {
      const own = this.#alive().filter(({ service }) => service.cluster === cluster);
      const reasons = await this.#ecs.stopReasons(
        cluster,
        own.map(({ arn }) => arn),
      );
      for (const task of own) {
        const reason = reasons.get(task.arn);
        if (reason !== undefined) void task.stop('UserInitiated', reason);
      }
    }
  }

  async #scale(service: EcsService, program: string | undefined): Promise<void> {
    const memory = this.#memoryOf(service);
    const own = this.#alive().filter((task) => task.service.id === service.id);
    const isCurrent = (task: Task): boolean =>
      task.definitionArn === service.taskDefinition &&
      task.program === program &&
      task.createdAt >= service.renewedAt;
    const current = own.filter(isCurrent);
    const missing = service.desiredCount - current.length;
    if (missing > 0 && memory.mayStart) {
      const definition = await this.#ecs.definitionOf(service);
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
    if (isSteady) memory.noteSuccess();
    memory.isSteady = isSteady;
  }

  #start(service: EcsService, definition: TaskDefinition, program: string | undefined): Task {
    const others = this.#alive().map(({ network }) => network);
    const task: Task = new Task({
      ...{ service, definition, program, endpoint: this.endpoint, folder: this.folder, latest: this.live },
      nssWrapper: this.nssWrapper,
      logs: this.#logs,
      network: networkFor(service, this.prepared.network, others),
      onChange: () => {
        this.#onTask(task);
      },
    });
    this.#tasks.push(task);
    void this.#updateHosts().then(() => task.start());
    return task;
  }

  #onTask(task: Task): void {
    const memory = this.#memoryOf(task.service);
    const failed = task.status === 'DEACTIVATING' && task.stopCode !== 'UserInitiated' && !task.wasReady;
    if (failed && !this.#failed.has(task)) {
      this.#failed.add(task);
      memory.noteFailure(task.definitionArn);
      this.#tell(task.service, `(task ${task.id}) failed to start: ${task.stoppedReason ?? ''}`);
    }
    const stopped = this.#tasks.filter(({ status }) => status === 'STOPPED');
    const forgotten = new Set(stopped.slice(0, Math.max(0, stopped.length - MOST_STOPPED)));
    this.#tasks = this.#tasks.filter((one) => !forgotten.has(one));
    void this.#updateHosts();
    this.#report();
    this.#wake();
  }

  #memoryOf({ id, name }: EcsService): ServiceMemory {
    const memory = this.#memory.get(id) ?? new ServiceMemory(name);
    this.#memory.set(id, memory);
    return memory;
  }

  #tell(service: EcsService, words: string): void {
    this.#memoryOf(service).tell(words);
    this.#report();
  }

  /** Tells the emulator of the tasks, soon. */
  #report(): void {
    if (this.#reporting) return;
    this.#reporting = true;
    setTimeout(() => {
      this.#reporting = false;
      const body = JSON.stringify(reportOf(this.#port, this.#tasks, this.#memory));
      fetch(`${this.endpoint}/_emulator/tasks`, { method: 'POST', body }).catch(() => undefined);
    }, GATHER);
  }
}
