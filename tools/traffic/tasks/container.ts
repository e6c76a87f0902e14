import { ContainerDefinition } from '@aws-sdk/client-ecs';
import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { LineSink } from './log-stream';
import { killGroup, ProcessProps, startProcess } from './process';

/** Seconds between the request to stop and the kill, where the definition says nothing. ECS's. */
const STOP_SECONDS = 30;

export type Health = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

/** A container of a task as a process. */
export class Container {
  health: Health = 'UNKNOWN';
  #process: ChildProcess | undefined;
  #failures = 0;

  constructor(
    readonly definition: ContainerDefinition,
    private readonly props: ProcessProps,
    private readonly log: LineSink | undefined,
  ) {}

  /** @param onExit called with the exit code, 128 and more for a signal, when the process ended */
  start(onExit: (code: number) => void): void {
    const child = startProcess(this.props);
    this.#process = child;
    for (const output of [child.stdout, child.stderr]) {
      if (output !== null) (this.log ?? ((stream) => stream.resume()))(output);
    }
    child.stdin?.on('error', () => undefined);
    child.once('error', () => {
      onExit(127);
    });
    child.once('exit', (code) => {
      child.stdin?.end();
      onExit(code ?? 137);
    });
  }

  /** Asks the process to end, and kills it when its time is over. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = new AbortController();
    const milliseconds = (this.definition.stopTimeout ?? STOP_SECONDS) * 1000;
    void sleep(milliseconds, undefined, { signal: timer.signal }).then(
      () => {
        this.kill();
      },
      () => undefined,
    );
    await ended;
    timer.abort();
  }

  kill(): void {
    if (this.#process !== undefined) killGroup(this.#process);
  }

  /**
   * Runs the health check of the definition until the signal fires, at once and then at its interval. A command that this
   * machine does not have says nothing.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
   */
  async watchHealth(signal: AbortSignal, onChange: () => void): Promise<void> {
    const {
      command = [],
      interval = 30,
      timeout = 5,
      retries = 3,
      startPeriod = 0,
    } = this.definition.healthCheck ?? {};
    const [kind = 'NONE', ...rest] = command;
    if (kind === 'NONE') return;
    const given = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...rest] : kind === 'CMD' ? rest : command;
    // curl takes `localhost` for 127.0.0.1 whatever a hosts file says.
    const words = given.map((word) =>
      word.replaceAll('localhost', this.props.variables['SERVER_ADDRESS'] ?? ''),
    );
    const began = Date.now();
    while (!signal.aborted) {
      const code = await this.#run(words, timeout * 1000);
      const before = this.health;
      if (code === 0) [this.#failures, this.health] = [0, 'HEALTHY'];
      else if (code !== 127 && Date.now() - began > startPeriod * 1000) this.#failures += 1;
      if (this.#failures >= retries) this.health = 'UNHEALTHY';
      if (this.health !== before) onChange();
      await sleep(interval * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Exit code of a command in the container; 137 for one that takes too long. */
  async #run(command: readonly string[], milliseconds: number): Promise<number> {
    const child = startProcess({ ...this.props, command });
    const timer = setTimeout(() => {
      killGroup(child);
    }, milliseconds);
    child.stdin?.on('error', () => undefined);
    child.stdout?.resume();
    child.stderr?.resume();
    const code = await new Promise<number>((resolve) => {
      child.once('error', () => {
        resolve(127);
      });
      child.once('exit', (exitCode) => {
        resolve(exitCode ?? 137);
      });
    });
    clearTimeout(timer);
    child.stdin?.end();
    return code;
  }
}
