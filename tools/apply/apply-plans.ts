import { readFileSync, rmSync } from 'node:fs';
import { Stack } from '../deploy/graph';
import { Session } from '../deploy/session';
import { Interrupted, StackProgress } from '../deploy/stack';
import { ToolError } from '../support/project';
import { Changes } from '../terraform/events';
import { readPlan } from '../plan/plan-json';
import { jsonFile, planFile } from '../plan/plan-stack';
import { Planned, PlannedStack, withStack, writePlanned } from '../plan/planned';
import { Reader } from '../plan/reader';
import { readMarks } from '../plan/state-mark';
import { outputsIn } from '../plan/record';
import { isSettled } from './check';
import { applyPlan } from './apply-plan';

/** What became of the plan of one stack. */
export type Fate =
  | { readonly status: 'applied'; readonly changes: Changes }
  | { readonly status: 'applied before' | 'unchanged' | 'interrupted' | 'not begun' }
  /** Nothing was done: the plan does not hold, or there is none. */
  | { readonly status: 'plan again'; readonly why: string }
  /** With Terraform's words, in which what is secret is hidden. */
  | { readonly status: 'failed'; readonly why: string };

export type Fates = ReadonlyMap<string, Fate>;

export interface ApplyOptions {
  readonly session: Session;
  /** The folder with the plans. */
  readonly folder: string;
  /** Every stack of the environment, as it is synthesized now. */
  readonly all: readonly Stack[];
  readonly onProgress: (progress: StackProgress) => void;
}

/**
 * Applies the plans one behind the other, in their order, and notes after each what became of it. Only plans that hold
 * are applied. At the first failure it stops.
 */
export async function applyPlans(
  planned: Planned,
  stacks: readonly PlannedStack[],
  options: ApplyOptions,
): Promise<Fates> {
  const { session } = options;
  const run = new Run(planned, stacks, options);
  const fates = new Map<string, Fate>();
  let stopped = false;
  for (const stack of stacks) {
    stopped ||= session.signal?.aborted === true;
    const settled = run.fateOf(stack);
    const fate: Fate = settled ?? (stopped ? { status: 'not begun' as const } : await run.apply(stack));
    fates.set(stack.name, fate);
    stopped ||= fate.status === 'failed' || fate.status === 'interrupted';
  }
  return fates;
}

/** Why the plan of a stack is not to be applied, or undefined for one that holds. */
export function whyAgain(stack: PlannedStack): string | undefined {
  if (stack.plan === undefined) return 'could not be planned';
  if (isSettled(stack)) return undefined;
  return `planned before ${stack.causes.map(({ stack: name, does }) => `${name} ${does}`).join('; ')}`;
}

class Run {
  #planned: Planned;
  readonly #reader: Reader;
  readonly #plans: ReadonlyMap<string, ReturnType<typeof readPlan>>;
  /** Stacks that this run applied, whose outputs are others than the plan told. */
  readonly #surprising = new Set<string>();

  constructor(
    planned: Planned,
    readonly stacks: readonly PlannedStack[],
    readonly options: ApplyOptions,
  ) {
    this.#planned = planned;
    const wanted = stacks.filter((stack) => this.fateOf(stack) === undefined);
    this.#plans = new Map(
      wanted.map(({ name }) => [name, readPlan(name, readFileSync(jsonFile(options.folder, name), 'utf8'))]),
    );
    this.#reader = new Reader([...this.#plans].map(([stack, plan]) => ({ stack, dependencies: [], plan })));
  }

  /** What becomes of a stack without anything being done. */
  fateOf(stack: PlannedStack): Fate | undefined {
    if (stack.appliedAt !== undefined) return { status: 'applied before' };
    const why = whyAgain(stack);
    if (why !== undefined) return { status: 'plan again', why };
    return stack.isChanged ? undefined : { status: 'unchanged' };
  }

  async apply({ name, upstream }: PlannedStack): Promise<Fate> {
    const { folder, session, all, onProgress } = this.options;
    const surprising = Object.keys(upstream).filter((each) => this.#surprising.has(each));
    if (surprising.length > 0) {
      return { status: 'plan again', why: `${surprising.join(', ')} now has other outputs` };
    }
    const stack = all.find((each) => each.name === name);
    const plan = this.#plans.get(name);
    if (stack === undefined || plan === undefined) throw new Error(`${name} is not among the stacks`);
    const file = planFile(folder, name);
    try {
      const onBegin = (): void => {
        this.#note(name, { failedAt: new Date().toISOString() });
      };
      const changes = await applyPlan(stack, { session, file, plan, onProgress, onBegin });
      this.#note(name, { appliedAt: new Date().toISOString(), failedAt: undefined });
      rmSync(file, { force: true });
      rmSync(jsonFile(folder, name), { force: true });
      await this.#lookForSurprise(name);
      return { status: 'applied', changes };
    } catch (error) {
      if (error instanceof Interrupted) return { status: 'interrupted' };
      const isKnown = error instanceof Error && (error.name === 'StackFailure' || error instanceof ToolError);
      if (!isKnown) throw error;
      return { status: 'failed', why: this.#reader.secrets.hideInWords(error.message) };
    }
  }

  #note(name: string, news: Partial<PlannedStack>): void {
    this.#planned = withStack(this.#planned, name, news);
    writePlanned(this.options.folder, this.#planned);
  }

  /** A plan after which others hold says that no output changes. */
  async #lookForSurprise(name: string): Promise<void> {
    const readers = this.stacks.filter(
      (stack) => this.fateOf(stack) === undefined && stack.upstream[name] !== undefined,
    );
    if (readers.length === 0) return;
    const outputs = outputsIn(await readMarks(this.options.session, [name]), name);
    if (readers.some(({ upstream }) => upstream[name] !== outputs)) this.#surprising.add(name);
  }
}
