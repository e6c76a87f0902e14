import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { readStackJson, Stack, isOfAccount } from './graph';
import { ensureInit } from './init';
import { logFile, planLock, Session, terraformRun } from './session';
import { schedule } from './schedule';
import { Interrupted, Phase, StackProgress } from './stack';
import { StackFailure } from './stack-failure';
import { Tally } from './tally';
import { terraform } from './terraform';
import { ToolError } from '../support/project';
import { runTerraform } from '../terraform/run';
import { findDrift } from '../plan-report/drift';
import { readPlan } from '../plan-report/plan-json';
import { isChanged, StackPlan } from '../plan-report/stack-plan';
import { planFile } from '../saved-plans/plan-record';

export interface PlanOptions {
  readonly session: Session;
  /** The folder for plan files. They hold values, secret ones too: nobody else may read them. */
  readonly folder: string;
  readonly onProgress: (progress: StackProgress) => void;
  /** Stacks that are planned at once: the provider takes half a gigabyte each. @default 2 */
  readonly parallel?: number;
  /**
   * Confirms that all stacks that this one reads were applied just before, so no message says to apply them first.
   *
   * @default false
   */
  readonly isBehindOthers?: boolean;
}

/**
 * Plans the stacks, in their order. Plans change no state, so none has to wait for another; one that cannot be planned
 * is told in the result, and the others go on.
 *
 * @throws Interrupted when the session's signal fired
 */
export async function planStacks(stacks: readonly Stack[], options: PlanOptions): Promise<StackPlan[]> {
  const { session, folder, onProgress, parallel = 2 } = options;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  for (const { name } of stacks) onProgress({ stack: name, phase: 'waiting', done: 0, total: 0 });
  const jobs = stacks.map((stack) => ({ name: stack.name, dependencies: [], stack }));
  const outcomes = await schedule(jobs, ({ stack }) => planStack(stack, options), {
    limit: parallel,
    signal: session.signal,
  });
  return [...outcomes.values()].map((outcome) => {
    if (outcome.status === 'failed') throw outcome.error;
    if (outcome.status === 'skipped') throw new Interrupted('the plan was interrupted');
    return outcome.result;
  });
}

/**
 * Plans one stack, and keeps the plan in the folder; one that cannot be planned is told in the result.
 *
 * @throws Interrupted when the session's signal fired
 */
export async function planStack(stack: Stack, options: PlanOptions): Promise<StackPlan> {
  const { session, onProgress } = options;
  const tally = new Tally();
  const tell = (phase: Phase): void => {
    onProgress({ stack: stack.name, phase, done: 0, total: tally.total ?? 0 });
  };
  let found: Found;
  try {
    found = await attempt(stack, options, tell, tally);
  } catch (error) {
    const isKnown = error instanceof StackFailure || error instanceof ToolError;
    // Nobody shall take half a file for a plan.
    rmSync(planFile(options.folder, stack.name), { force: true });
    tell(session.signal?.aborted === true ? 'interrupted' : 'failed');
    if (session.signal?.aborted === true) throw new Interrupted(`${stack.name} was interrupted`);
    if (!isKnown) throw error;
    found = { problem: error.message };
  }
  const dependencies = stack.dependencies.filter((name) => !isOfAccount(name));
  return { stack: stack.name, dependencies, ...found };
}

type Found = Pick<StackPlan, 'plan' | 'text' | 'problem'>;

async function attempt(
  stack: Stack,
  { session, folder, isBehindOthers = false }: PlanOptions,
  tell: (phase: Phase) => void,
  tally: Tally,
): Promise<Found> {
  if (readStackJson(stack).terraform.cloud !== undefined) {
    throw new ToolError('Its state is in HCP Terraform, and so are its plans: start a run there.');
  }
  await ensureInit(stack, session, () => {
    tell('initializing');
  });
  tell('planning');
  const file = planFile(folder, stack.name);
  const { exitCode, errors, text } = await runTerraform({
    ...terraformRun(stack, session),
    args: ['plan', '-input=false', '-json', planLock(session), `-out=${file}`],
    onEvent: (event) => {
      tally.accept(event);
    },
  });
  const found = existsSync(file) ? await showPlan(stack, session, folder, exitCode === 0) : {};
  if (exitCode === 0) {
    tell('done');
    return found;
  }
  rmSync(file, { force: true });
  if (session.signal?.aborted === true) throw new Interrupted(`${stack.name} was interrupted`);
  tell('failed');
  const { message } = new StackFailure('terraform plan', stack, { errors, text }, logFile(stack, session));
  return { ...found, problem: isBehindOthers ? message : withAdvice(stack, message) };
}

/**
 * Reads the plan file: as JSON, and as Terraform's own text where there is something to tell.
 *
 * @param isWhole whether Terraform said that it planned. A plan that failed is written down as far as it came, and
 *   on a disk that is full in half
 */
async function showPlan(stack: Stack, session: Session, folder: string, isWhole: boolean): Promise<Found> {
  const file = planFile(folder, stack.name);
  chmodSync(file, 0o600);
  const show = (how: string) => terraform(session, stack.name, ['show', how, file]);
  const { exitCode, stdout, stderr } = await show('-json');
  if (exitCode !== 0 && !isWhole) return {};
  if (exitCode !== 0) throw new ToolError(`\`terraform show\` cannot read ${file}:\n\n${stderr.trim()}`);
  const found = { plan: readPlan(stack.name, stdout) };
  const isEmpty =
    !isChanged({ stack: stack.name, dependencies: [], ...found }) &&
    findDrift(found.plan).matters.length === 0;
  return isEmpty && isWhole ? found : { ...found, text: (await show('-no-color')).stdout };
}

/** Says which stack to apply first, where Terraform only says that it finds no state, or not what it reads there. */
function withAdvice(stack: Stack, message: string): string {
  const read = [...message.matchAll(/data\.terraform_remote_state\.([\w-]+)/g)].map(([, name]) => name);
  const upstream = stack.dependencies.filter((name) => read.some((each) => name.endsWith(`-${each ?? ''}`)));
  if (upstream.length === 0) return message;
  const names = upstream.join(', ');
  if (message.includes('Unable to find remote state')) {
    return `${message}\n\nIt reads outputs of ${names}, which has no state yet: apply that first.`;
  }
  return message.includes('Unsupported attribute')
    ? `${message}\n\nIt reads outputs of ${names} that are not there yet: apply that first.`
    : message;
}
