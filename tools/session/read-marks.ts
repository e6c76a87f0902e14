import { schedule } from '../deploy/schedule';
import { Session } from '../deploy/session';
import { pullState } from '../deploy/state';
import { markOf, Marks } from '../saved-plans/state-mark';

/** States of several stacks in Terraform's own format, or the reason why one cannot be read. */
export type States = ReadonlyMap<string, string | Error>;

/** The states of several stacks, three read at once. */
export async function readStates(session: Session, stacks: Iterable<string>): Promise<States> {
  const jobs = [...new Set(stacks)].map((name) => ({ name, dependencies: [] }));
  const read = ({ name }: { name: string }): Promise<string | Error> =>
    pullState(session, name).catch((error: unknown) => {
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

export const readMarks = async (session: Session, stacks: Iterable<string>): Promise<Marks> =>
  marksOf(await readStates(session, stacks));

export const marksOf = (states: States): Marks =>
  new Map([...states].map(([name, state]) => [name, state instanceof Error ? state : markOf(state)]));
