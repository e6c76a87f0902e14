import { rmSync } from 'node:fs';
import { applyPlan } from '../deploy/apply-plan';
import { Stack } from '../deploy/graph';
import { Session } from '../deploy/session';
import { Interrupted, StackProgress } from '../deploy/stack';
import { StackFailure } from '../deploy/stack-failure';
import { visible } from '../plan-report/markdown';
import { planFile, Planned, PlannedStack, withStack, writePlanned } from '../saved-plans/plan-record';
import { isSettled } from '../saved-plans/staleness';
import { outputsIn } from '../saved-plans/state-mark';
import { readMarks } from '../session/read-marks';
import { ToolError } from '../support/project';
import { Changes } from '../terraform/events';

/** The outcome of the plan of one stack. */
export type StackOutcome =
  | { readonly status: 'applied'; readonly changes: Changes }
  | { readonly status: 'applied before' | 'unchanged' | 'interrupted' | 'not begun' }
  /** Plan that was not applied: it no longer holds, or there is none. */
  | { readonly status: 'plan again'; readonly why: string }
  /** Failure of the apply, in Terraform's words. */
  | { readonly status: 'failed'; readonly why: string };

export type Outcomes = ReadonlyMap<string, StackOutcome>;

export interface ApplyOptions {
  readonly session: Session;
  /** The folder with the plans. */
  readonly folder: string;
  /** Every stack of the environment, as it is synthesized now. */
  readonly all: readonly Stack[];
  readonly onProgress: (progress: StackProgress) => void;
}

/**
 * Applies the plans one behind the other, in their order, and notes each outcome. Only plans that hold
 * are applied. At the first failure it stops.
 */
export async function applyPlans(
  planned: Planned,
  stacks: readonly PlannedStack[],
  options: ApplyOptions,
): Promise<Outcomes> {
  const { session } = options;
  const run = new Run(planned, stacks, options);
  const outcomes = new Map<string, StackOutcome>();
  let stopped = false;
  for (const stack of stacks) {
    stopped ||= session.signal?.aborted === true;
    const settled = run.outcomeOf(stack);
    const outcome: StackOutcome =
      settled ?? (stopped ? { status: 'not begun' as const } : await run.apply(stack));
    outcomes.set(stack.name, outcome);
    stopped ||= outcome.status === 'failed' || outcome.status === 'interrupted';
  }
  return outcomes;
}

/** Reason why the plan of a stack is not applied; undefined for a plan that holds. */
export function whyAgain(stack: PlannedStack): string | undefined {
  if (stack.plan === undefined) return 'could not be planned';
  if (isSettled(stack)) return undefined;
  return `planned before ${stack.causes.map(({ stack: name, does }) => `${name} ${does}`).join('; ')}`;
}

class Run {
  #planned: Planned;
  /** Stacks that this run applied, whose outputs are others than the plan told. */
  readonly #surprising = new Set<string>();

  constructor(
    planned: Planned,
    readonly stacks: readonly PlannedStack[],
    readonly options: ApplyOptions,
  ) {
    this.#planned = planned;
  }

  /** The outcome of a stack without anything being done; undefined for one that is to be applied. */
  outcomeOf(stack: PlannedStack): StackOutcome | undefined {
    if (stack.appliedAt !== undefined) return { status: 'applied before' };
    const why = whyAgain(stack);
    if (why !== undefined) return { status: 'plan again', why };
    return stack.isChanged ? undefined : { status: 'unchanged' };
  }

  async apply({ name, upstream, changes: total }: PlannedStack): Promise<StackOutcome> {
    const { folder, session, all, onProgress } = this.options;
    const surprising = Object.keys(upstream).filter((each) => this.#surprising.has(each));
    if (surprising.length > 0) {
      return { status: 'plan again', why: `${surprising.join(', ')} now has other outputs` };
    }
    const stack = all.find((each) => each.name === name);
    if (stack === undefined) throw new Error(`${name} is not among the stacks`);
    const file = planFile(folder, name);
    try {
      const onBegin = (): void => {
        this.#note(name, { failedAt: new Date().toISOString() });
      };
      const changes = await applyPlan(stack, { session, file, total, onProgress, onBegin });
      this.#note(name, { appliedAt: new Date().toISOString(), failedAt: undefined });
      rmSync(file, { force: true });
      await this.#lookForSurprise(name);
      return { status: 'applied', changes };
    } catch (error) {
      if (error instanceof Interrupted) return { status: 'interrupted' };

      if (!(error instanceof StackFailure || error instanceof ToolError)) throw error;
      return { status: 'failed', why: visible(error.message) };
    }
  }

  #note(name: string, news: Partial<PlannedStack>): void {
    this.#planned = withStack(this.#planned, name, news);
    writePlanned(this.options.folder, this.#planned);
  }

  /** A plan after which others hold says that no output changes. */
  async #lookForSurprise(name: string): Promise<void> {
    const readers = this.stacks.filter(
      (stack) => this.outcomeOf(stack) === undefined && stack.upstream[name] !== undefined,
    );
    if (readers.length === 0) return;
    const outputs = outputsIn(await readMarks(this.options.session, [name]), name);
    if (readers.some(({ upstream }) => upstream[name] !== outputs)) this.#surprising.add(name);
  }
}
