/** A job with the jobs that it runs after. */
export interface Job {
  readonly name: string;
  /** Names of jobs that have to be ready first. */
  readonly dependencies: readonly string[];
}

export type Outcome<R> =
  | { readonly status: 'done'; readonly result: R }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'skipped' };

export interface ScheduleOptions {
  /** Number of jobs that run at once. A job that is ready but still has something to finish does not count. */
  readonly limit: number;
  /** Signal that keeps new jobs from starting. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs each job as soon as the jobs it depends on are ready: when their promise is fulfilled or, before that, when
 * they called `ready`. After a failure nothing new starts, and what is running comes to its end.
 *
 * @returns the outcome of every job, in the order of `jobs`, once none is running
 */
export async function schedule<J extends Job, R>(
  jobs: readonly J[],
  run: (job: J, ready: () => void) => Promise<R>,
  { limit, signal }: ScheduleOptions,
): Promise<Map<string, Outcome<R>>> {
  const outcomes = new Map<string, Outcome<R>>(jobs.map(({ name }) => [name, { status: 'skipped' }]));
  const waiting = new Set(jobs);
  const running = new Set<J>();
  const ready = new Set<string>();
  let stopped = false;

  const isStartable = (job: J): boolean => job.dependencies.every((name) => ready.has(name));
  const busy = (): number => [...running].filter(({ name }) => !ready.has(name)).length;

  await new Promise<void>((resolve) => {
    const launch = async (job: J): Promise<void> => {
      waiting.delete(job);
      running.add(job);
      try {
        const result = await run(job, () => {
          ready.add(job.name);
          startMore();
        });
        outcomes.set(job.name, { status: 'done', result });
        ready.add(job.name);
      } catch (error) {
        outcomes.set(job.name, { status: 'failed', error });
        stopped = true;
      }
      running.delete(job);
      startMore();
    };
    const startMore = (): void => {
      for (const job of [...waiting]) {
        if (stopped || signal?.aborted === true || busy() >= limit) break;
        if (waiting.has(job) && isStartable(job)) void launch(job);
      }
      if (running.size === 0) resolve();
    };
    startMore();
  });
  return outcomes;
}
