import { GetObjectCommand } from '@aws-sdk/client-s3';
import { schedule } from '../deploy/schedule';
import { Session } from '../deploy/session';
import { pullState } from '../deploy/state';
import { findStack } from '../deploy/terraform';
import { markOf, Marks } from '../saved-plans/state-mark';
import { stateBucketOf } from './state-bucket';

/** States of several stacks in Terraform's own format, or the reason why one cannot be read. */
export type States = ReadonlyMap<string, string | Error>;

/** The states of several stacks, three read at once. */
export async function readStates(session: Session, stacks: Iterable<string>): Promise<States> {
  const jobs = [...new Set(stacks)].map((name) => ({ name, dependencies: [] }));
  const read = async ({ name }: { name: string }): Promise<string | Error> => {
    try {
      return (await stateInBucket(session, name)) ?? (await pullState(session, name));
    } catch (error) {
      if (error instanceof Error) return error;
      throw error;
    }
  };
  const outcomes = await schedule(jobs, read, { limit: 3, signal: session.signal });
  return new Map(
    [...outcomes].map(([name, outcome]) => [
      name,
      outcome.status === 'done' ? outcome.result : new Error('Interrupted.'),
    ]),
  );
}

/**
 * The state of a stack as it lies in its bucket. Terraform hashes its provider before it reads a state: 0.6 s of processor time.
 *
 * @returns undefined for a state elsewhere, and for one that cannot be read: Terraform explains why
 */
async function stateInBucket(session: Session, name: string): Promise<string | undefined> {
  const state = stateBucketOf(findStack(session, name), session);
  if (state === undefined) return undefined;
  try {
    const { Body } = await state.client.send(new GetObjectCommand({ Bucket: state.bucket, Key: state.key }));
    return await Body?.transformToString();
  } catch {
    return undefined;
  } finally {
    state.client.destroy();
  }
}

export const readMarks = async (session: Session, stacks: Iterable<string>): Promise<Marks> =>
  marksOf(await readStates(session, stacks));

export const marksOf = (states: States): Marks =>
  new Map([...states].map(([name, state]) => [name, state instanceof Error ? state : markOf(state)]));
