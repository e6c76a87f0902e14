import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readStackJson, Stack, isOfAccount } from './graph';
import { ensureInit } from './init';
import { logFile, planLock, Session, terraformRun } from './session';
import { schedule } from './schedule';
import { Interrupted, Phase, StackProgress } from './stack';
import { StackFailure } from './stack-failure';
import { Tally } from './tally';
import { terraform } from './terraform';
import { ToolError } from '../support/project';
import { renderDiagnostic, TerraformEvent } from '../terraform/events';
import { runTerraform } from '../terraform/run';
import { textFile } from '../plan-report/details';
import { findDrift } from '../plan-report/drift';
import { writeMasked, WrittenText } from '../plan-report/masked-text';
import { readPlan, UNCHANGED } from '../plan-report/plan-json';
import { isChanged, StackPlan } from '../plan-report/stack-plan';
import { planFile } from '../saved-plans/plan-record';

export interface PlanOptions {
  readonly session: Session;
  /** The folder for plan files and texts. Plans hold values, secret ones too: nobody else may read them. */
  readonly folder: string;
  readonly onProgress: (progress: StackProgress) => void;
  /** Stacks that are planned at once, 0.9 GB each. Some wait for AWS most of the time. @default as many as processors, 3 or 4 */
  readonly parallel?: number;
  /**
   * Reads the resources, too, of a plan that changes nothing. That takes nearly as long again as to make it.
   *
   * @default false
   */
  readonly isDetailed?: boolean;
  /**
   * Confirms that all stacks that this one reads were applied just before, so no message says to apply them first.
   *
   * @default false
   */
  readonly isBehindOthers?: boolean;
}

/**
 * Plans the stacks side by side, the largest first. Plans change no state, so none has to wait for another; one that cannot
 * be planned is told in the result, and the others go on.
 *
 * @throws Interrupted when the session's signal fired
 */
export async function planStacks(stacks: readonly Stack[], options: PlanOptions): Promise<StackPlan[]> {
  const { session, folder, onProgress } = options;
  const { parallel = Math.min(4, Math.max(3, availableParallelism())) } = options;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  for (const { name } of stacks) onProgress({ stack: name, phase: 'waiting', done: 0, total: 0 });
  const jobs = stacks
    .map((stack) => ({ name: stack.name, dependencies: [], stack, size: sizeOf(stack) }))
    .sort((a, b) => b.size - a.size);
  const outcomes = await schedule(jobs, ({ stack }) => planStack(stack, options), {
    limit: parallel,
    signal: session.signal,
  });
  return stacks.map(({ name }) => {
    const outcome = outcomes.get(name);
    if (outcome?.status === 'failed') throw outcome.error;
    if (outcome?.status !== 'done') throw new Interrupted('the plan was interrupted');
    return outcome.result;
  });
}

const sizeOf = ({ directory }: Stack): number => statSync(join(directory, 'cdk.tf.json')).size;

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

type Found = Pick<StackPlan, 'plan' | 'text' | 'lines' | 'warnings' | 'problem'>;

/** Warning on a check, which the plan tells of too. */
const OF_CHECK = 'Check block assertion failed';

async function attempt(
  stack: Stack,
  { session, folder, isBehindOthers = false, isDetailed = false }: PlanOptions,
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
  let isGone = false as boolean;
  const { exitCode, errors, warnings, text } = await runTerraform({
    ...terraformRun(stack, session),
    args: ['plan', '-detailed-exitcode', '-input=false', '-json', planLock(session), `-out=${file}`],
    onEvent: (event: TerraformEvent) => {
      tally.accept(event);
      // Of what differs from the state, only what is gone matters where nothing changes.
      if (event.type === 'resource_drift') isGone ||= event.change.action === 'delete';
    },
  });
  const isPlanned = exitCode === 0 || exitCode === 2;
  const told = warnings.filter(({ summary }) => summary !== OF_CHECK).map(renderDiagnostic);
  const isQuiet = exitCode === 0 && !isDetailed && !isGone && warnings.length === told.length;
  const shown = isQuiet
    ? { plan: UNCHANGED }
    : existsSync(file)
      ? await showPlan(stack, session, folder, isPlanned)
      : {};
  const found = { ...shown, ...(told.length === 0 ? {} : { warnings: told }) };
  if (isPlanned) {
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
  const { exitCode, stdout, stderr } = await terraform(session, stack.name, [
    'show',
    '-no-color',
    '-json',
    file,
  ]);
  if (exitCode !== 0 && !isWhole) return {};
  if (exitCode !== 0) throw new ToolError(`\`terraform show\` cannot read ${file}:\n\n${stderr.trim()}`);
  const found = { plan: readPlan(stack.name, stdout) };
  const isEmpty =
    !isChanged({ stack: stack.name, dependencies: [], ...found }) &&
    findDrift(found.plan).matters.length === 0;
  if (isEmpty && isWhole) return found;
  let written: WrittenText = { lines: 0 };
  await terraform(session, stack.name, ['show', '-no-color', file], async (output) => {
    written = await writeMasked(output, join(folder, textFile(stack.name)));
  });
  return { ...found, ...written };
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
