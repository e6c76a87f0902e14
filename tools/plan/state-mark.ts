import { adviceOn } from '../deploy/advice';
import { schedule } from '../deploy/schedule';
import { Session } from '../deploy/session';
import { findStack, terraform } from '../deploy/terraform';
import { ToolError } from '../support/project';
import { digest } from './fingerprint';

/** By what one moment of a state is known. */
export interface StateMark {
  /** Stays the same as long as the state is continued. */
  readonly lineage: string;
  /** Grows with every change. */
  readonly serial: number;
  /** A digest of the outputs: all that other stacks read. */
  readonly outputs: string;
}

/** Of a state as `terraform state pull` prints it; null for a stack that has none yet. */
export function markOf(text: string): StateMark | null {
  if (text.trim() === '') return null;
  const state = JSON.parse(text) as { lineage: string; serial: number; outputs?: object };
  return {
    lineage: state.lineage,
    serial: state.serial,
    outputs: digest(JSON.stringify(state.outputs ?? {})),
  };
}

/**
 * @param stack such as `dev-network`
 * @throws ToolError with Terraform's words when the state cannot be read; StackFailure when init fails
 */
export async function readMark(session: Session, stack: string): Promise<StateMark | null> {
  const { exitCode, stdout, stderr } = await terraform(session, stack, ['state', 'pull', '-no-color']);
  if (exitCode === 0) return markOf(stdout);
  const advice = adviceOn(stderr, findStack(session, stack), session.home);
  const words = stderr.trim() || `terraform state pull ended with ${exitCode}.`;
  throw new ToolError([words, ...(advice === undefined ? [] : [advice])].join('\n\n'));
}

/** The marks of several stacks, or why one cannot be had. */
export type Marks = ReadonlyMap<string, StateMark | null | Error>;

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
