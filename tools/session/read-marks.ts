import { adviceOn } from '../deploy/advice';
import { schedule } from '../deploy/schedule';
import { Session } from '../deploy/session';
import { findStack, terraform } from '../deploy/terraform';
import { markOf, Marks, StateMark } from '../saved-plans/state-mark';
import { ToolError } from '../support/project';

/**
 * @param stack such as `dev-network`
 * @throws ToolError with Terraform's words when the state cannot be read; StackFailure when init fails
 */
async function readMark(session: Session, stack: string): Promise<StateMark | null> {
  const { exitCode, stdout, stderr } = await terraform(session, stack, ['state', 'pull', '-no-color']);
  if (exitCode === 0) return markOf(stdout);
  const advice = adviceOn(stderr, findStack(session, stack), session.home);
  const words = stderr.trim() || `terraform state pull ended with ${exitCode}.`;
  throw new ToolError([words, ...(advice === undefined ? [] : [advice])].join('\n\n'));
}

/** The marks of the states of several stacks, three read at once. */
export async function readMarks(session: Session, stacks: Iterable<string>): Promise<Marks> {
  const jobs = [...new Set(stacks)].map((name) => ({ name, dependencies: [] }));
  const read = ({ name }: { name: string }): Promise<StateMark | null | Error> =>
    readMark(session, name).catch((error: unknown) => {
      if (error instanceof Error) return error;
      throw error;
    });
  const outcomes = await schedule(jobs, read, { limit: 3, signal: session.signal });
  return new Map(
    [...outcomes].map(([name, outcome]) => [
      name,
      outcome.status === 'done' ? outcome.result : new Error('Interrupted.'),
    ]),
  );
}
