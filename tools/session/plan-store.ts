import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Stack } from '../deploy/graph';
import { Session } from '../deploy/session';
import { readCommit } from '../saved-plans/commit';
import { digest } from '../saved-plans/fingerprint';
import { planFile, Planned, RECORD } from '../saved-plans/plan-record';
import { ToolError } from '../support/project';
import { StateBucket, stateBucketOf } from './state-bucket';

/** The file, beside the plans, with the name under which they lie in the state bucket. */
export const NAME_FILE = 'saved-as';

/** A commit, and the digest of the record. The record has the digest of each plan. */
const NAME = /^([0-9a-f]{40})-([0-9a-f]{64})$/;

/** Name and options of plans in the state bucket. */
export interface StoreOptions {
  /** The folder with the plans. */
  readonly folder: string;
  readonly environment: string;
  /** A stack of the environment: its state lies in the bucket. */
  readonly stack: Stack;
  readonly session: Session;
}

const keyOf = (environment: string, name: string, file: string): string =>
  `plans/${environment}/${name}/${file}`;

/**
 * Saves the plans of a folder in the state bucket, with the bucket's key, where they expire after a day.
 *
 * @returns their name
 * @throws ToolError when the plans are of no commit
 */
export async function savePlans({ folder, environment, stack, session }: StoreOptions): Promise<string> {
  const record = readFileSync(join(folder, RECORD));
  const { commit, stacks } = JSON.parse(record.toString()) as Planned;
  if (commit === undefined || commit.isDirty) {
    throw new ToolError(
      'Only plans of a commit are saved in the bucket: commit all changes, then plan again.',
    );
  }
  const name = `${commit.id}-${digest(record)}`;
  const plans = stacks.map((each) => planFile(folder, each.name)).filter(existsSync);
  await withBucket(stack, session, async ({ client, bucket }) => {
    // Without the record nothing is applied, so it comes last.
    for (const file of [...plans, join(folder, RECORD)]) {
      const Key = keyOf(environment, name, file.slice(folder.length + 1));
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: readFileSync(file) }));
    }
  });
  writeFileSync(join(folder, NAME_FILE), name);
  return name;
}

/**
 * Puts saved plans into the folder, in place of others.
 *
 * @param name as `savePlans` gave it
 * @throws ToolError when they are of another commit, are not there, or are not those that were saved: the folder then has none
 */
export async function fetchPlans(
  name: string,
  { folder, environment, stack, session }: StoreOptions,
): Promise<void> {
  const [, wanted, hash] = NAME.exec(name) ?? [];
  const commit = await readCommit();
  if (commit?.id !== wanted || commit?.isDirty === true) {
    throw new ToolError(
      `Nothing was applied: the saved plans are of commit ${wanted ?? name}, and this is ${commit?.id ?? 'none'}${commit?.isDirty === true ? ' with changes that are not committed' : ''}. Plan this commit.`,
    );
  }
  for (const file of readdirSync(folder)) {
    if (file === RECORD || file.endsWith('.tfplan')) rmSync(join(folder, file));
  }
  await withBucket(stack, session, async ({ client, bucket }) => {
    const read = async (file: string): Promise<Buffer> => {
      const Key = keyOf(environment, name, file);
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if ((error as Error).name !== 'NoSuchKey') throw error;
        throw new ToolError(
          `Nothing was applied: bucket ${bucket} has no ${Key}. Saved plans expire after a day: plan again.`,
        );
      }
    };
    const record = await read(RECORD);
    const { stacks } = (digest(record) === hash ? JSON.parse(record.toString()) : differs(RECORD)) as Planned;
    for (const { name: each, plan } of stacks) {
      if (plan === undefined) continue;
      const file = await read(`${each}.tfplan`);
      if (digest(file) !== plan) differs(`${each}.tfplan`);
      writeFileSync(planFile(folder, each), file, { mode: 0o600 });
    }
    writeFileSync(join(folder, RECORD), record, { mode: 0o600 });
  });
}

function differs(file: string): never {
  throw new ToolError(
    `Nothing was applied: ${file} in the bucket is not the file that was saved. Plan again.`,
  );
}

async function withBucket(
  stack: Stack,
  session: Session,
  work: (state: StateBucket) => Promise<void>,
): Promise<void> {
  const state = stateBucketOf(stack, session);
  if (state === undefined)
    throw new ToolError(
      `The state of ${stack.name} is not in a bucket, so its plans cannot be saved in one.`,
    );
  try {
    await work(state);
  } finally {
    state.client.destroy();
  }
}
