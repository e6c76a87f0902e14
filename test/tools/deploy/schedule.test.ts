import fc from 'fast-check';
import { Job, Outcome, schedule } from '../../../tools/deploy/schedule';

interface Spec extends Job {
  /** Turns of the event loop until it is ready, and from then until it ends. */
  readonly untilReady: number;
  readonly untilEnd: number;
  readonly fails: boolean;
}

/** Jobs without a cycle: each depends on some of those with a lower number. */
const specs = fc
  .array(
    fc.record({
      picks: fc.array(fc.nat(), { maxLength: 3 }),
      untilReady: fc.nat(4),
      untilEnd: fc.nat(4),
      fails: fc.oneof(
        { weight: 9, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ picks, ...rest }, i): Spec => {
      const dependencies = i === 0 ? [] : [...new Set(picks.map((pick) => `j${pick % i}`))];
      return { name: `j${i}`, dependencies, ...rest };
    }),
  );

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

interface Observed {
  readonly outcomes: Map<string, Outcome<string>>;
  readonly started: string[];
  /** Most jobs at once that were running and not ready. */
  readonly mostBusy: number;
  /** Jobs that started before a dependency was ready. */
  readonly early: string[];
  /** Jobs that started after another had failed, in an earlier turn of the event loop. */
  readonly late: string[];
}

async function observe(jobs: readonly Spec[], limit: number): Promise<Observed> {
  const started: string[] = [];
  const ready = new Set<string>();
  const busy = new Set<string>();
  const early: string[] = [];
  const late: string[] = [];
  let mostBusy = 0;
  let failed = false;
  const run = async (job: Spec, tellReady: () => void): Promise<string> => {
    started.push(job.name);
    if (failed) late.push(job.name);
    if (job.dependencies.some((name) => !ready.has(name))) early.push(job.name);
    busy.add(job.name);
    mostBusy = Math.max(mostBusy, busy.size);
    await turns(job.untilReady);
    if (job.fails) {
      busy.delete(job.name);
      // From the next turn on: in this one a promise that is rejected has not told anybody yet.
      setImmediate(() => (failed = true));
      throw new Error(job.name);
    }
    busy.delete(job.name);
    ready.add(job.name);
    tellReady();
    await turns(job.untilEnd);
    return job.name;
  };
  const outcomes = await schedule(jobs, run, { limit });
  return { outcomes, started, mostBusy, early, late };
}

describe('schedule', () => {
  it('starts nothing before what it depends on is ready, nor after a failure, nor more than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(specs, fc.integer({ min: 1, max: 5 }), async (jobs, limit) => {
        const { early, late, mostBusy, started } = await observe(jobs, limit);
        expect({ early, late }).toEqual({ early: [], late: [] });
        expect(mostBusy).toBeLessThanOrEqual(limit);
        expect(new Set(started).size).toBe(started.length);
      }),
    );
  });

  it('gives every job an outcome: all are done unless one failed', async () => {
    await fc.assert(
      fc.asyncProperty(specs, fc.integer({ min: 1, max: 5 }), async (jobs, limit) => {
        const { outcomes, started } = await observe(jobs, limit);
        expect([...outcomes.keys()]).toEqual(jobs.map(({ name }) => name));
        const statuses = new Set([...outcomes.values()].map(({ status }) => status));
        if (!statuses.has('failed')) expect(started).toHaveLength(jobs.length);
        for (const { name, fails } of jobs) {
          const expected = !started.includes(name) ? 'skipped' : fails ? 'failed' : 'done';
          expect([name, outcomes.get(name)?.status]).toEqual([name, expected]);
        }
      }),
    );
  });

  it('runs independent jobs side by side', async () => {
    const independent = ['j0', 'j1', 'j2'].map((name): Spec => ({
      name,
      dependencies: [],
      untilReady: 2,
      untilEnd: 0,
      fails: false,
    }));
    expect((await observe(independent, 4)).mostBusy).toBe(3);
  });

  it('lets a job that is ready finish beside those that wait for it, without taking a place', async () => {
    const log: string[] = [];
    let finishTail = (): void => undefined;
    const tail = new Promise<void>((resolve) => (finishTail = resolve));
    const run = async ({ name }: Job, ready: () => void): Promise<void> => {
      log.push(`${name} starts`);
      if (name === 'backend') {
        ready();
        await tail;
      } else finishTail();
      log.push(`${name} ends`);
    };
    const jobs = [
      { name: 'backend', dependencies: [] },
      { name: 'stack', dependencies: ['backend'] },
    ];
    const outcomes = await schedule(jobs, run, { limit: 1 });
    expect(log).toEqual(['backend starts', 'stack starts', 'stack ends', 'backend ends']);
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['done', 'done']);
  });

  it('counts a job that fails after it was ready as failed', async () => {
    const run = ({ name }: Job, ready: () => void): Promise<void> => {
      ready();
      return name === 'a' ? Promise.reject(new Error('late')) : Promise.resolve();
    };
    const outcomes = await schedule([{ name: 'a', dependencies: [] }], run, { limit: 1 });
    expect(outcomes.get('a')).toEqual({ status: 'failed', error: new Error('late') });
  });

  it('starts nothing more once it is told to stop', async () => {
    const controller = new AbortController();
    const run = ({ name }: Job): Promise<string> => {
      controller.abort();
      return Promise.resolve(name);
    };
    const jobs = [
      { name: 'a', dependencies: [] },
      { name: 'b', dependencies: ['a'] },
    ];
    const outcomes = await schedule(jobs, run, { limit: 1, signal: controller.signal });
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['done', 'skipped']);
  });
});
