import { readStacks, reverseStacks, Stack, isOfAccount, stacksOf } from './graph';
import { findProtections, Protection, ProtectedError } from './protection';
import { collect, RunReport } from './run-report';
import { Outcome, schedule } from './schedule';
import { changeStack, StackReport } from './stack';
import { DeployOptions } from './up';

/**
 * Destroys every stack of the environment, those first on which no other depends. The account's stacks
 * stay: other environments may have their states there, and what they need.
 *
 * A stack can be protected that others stand in front of, so all are looked through before the first one is touched.
 *
 * @throws ToolError when there is no such environment; failures of stacks are in the report
 * @throws ProtectedError when something of it is protected
 */
export async function down(options: DeployOptions): Promise<RunReport> {
  const { session, environment, onProgress, parallel = 4 } = options;
  const stacks = stacksOf(environment, readStacks(session.outDir))
    .filter(({ name }) => !isOfAccount(name))
    .map((stack) => ({
      ...stack,
      dependencies: stack.dependencies.filter((name) => !isOfAccount(name)),
    }));
  const tell = onProgress ?? (() => undefined);
  const reversed = reverseStacks(stacks);
  for (const { name } of reversed) tell({ stack: name, phase: 'waiting', done: 0, total: 0 });

  const looks = await lookThrough(stacks, options);
  if ([...looks.values()].some(({ status }) => status !== 'done')) return collect(withoutChange(looks), tell);
  const protections = [...looks.values()].flatMap((look) => (look.status === 'done' ? look.result : []));
  if (protections.length > 0) throw new ProtectedError(environment, protections);

  const outcomes = await schedule(
    reversed,
    (stack) => changeStack('destroy', stack, session, { onProgress: tell }),
    { limit: parallel, signal: session.signal },
  );
  return collect(outcomes, tell);
}

type Looks = Map<string, Outcome<Protection[]>>;

const lookThrough = (stacks: readonly Stack[], { session, parallel = 4 }: DeployOptions): Promise<Looks> =>
  schedule(
    stacks.map((stack) => ({ ...stack, dependencies: [] })),
    (stack) => findProtections(stack, session),
    { limit: parallel, signal: session.signal },
  );

/**
 * Outcomes of a destroy that ended before it began, because protections of some stacks could not be read: those stacks
 * failed, and the others were skipped.
 */
const withoutChange = (looks: Looks): Map<string, Outcome<StackReport>> =>
  new Map([...looks].map(([name, look]) => [name, look.status === 'done' ? { status: 'skipped' } : look]));
