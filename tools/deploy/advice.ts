import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullDiskIn } from '../support/full-disk';
import { shortPath } from '../support/short-path';
import { Stack } from './graph';
import { importAdvice } from './import-advice';

const RUNBOOK = 'docs/runbooks/state-backend.md';

/** Terraform's words about a lock, line by line; its frame may stand before each. */
const field = (words: string, name: string): string | undefined =>
  new RegExp(`^\\W*${name}:[ \\t]+(\\S.*?)\\s*$`, 'm').exec(words)?.[1];

/** Shortens a time such as `2026-11-22 04:43:33.566595281 +0000 UTC` to `2026-11-22 04:43:33 UTC`. */
const inSeconds = (time: string): string => time.replace(/\.\d+ \+0000/, '');

/** Operations as the lock names them. */
const OPERATIONS: Readonly<Record<string, string>> = {
  OperationTypeApply: 'an apply',
  OperationTypePlan: 'a plan',
  OperationTypeRefresh: 'a refresh',
};

/**
 * Explains a failure of a state, a lock or the disk, and says what to do, where Terraform's own words leave that open;
 * undefined for anything else.
 *
 * @param home the session's folder. Where it holds `env`, as that of the emulator does, a shell has to read it first
 */
export function adviceOn(words: string, { name, directory }: Stack, home: string): string | undefined {
  const [first] = [locked, gone, broken, noBucket, unreachable, importAdvice, fullDiskIn]
    .map((kind) => kind(words, { name, directory }, home))
    .filter((advice) => advice !== undefined);
  return first;
}

type Place = Pick<Stack, 'name' | 'directory'>;

const commands = (home: string, ...lines: readonly string[]): string => {
  const env = join(home, 'env');
  return [...(existsSync(env) ? [`source ${shortPath(env)}`] : []), ...lines]
    .map((line) => `  ${line}`)
    .join('\n');
};

function locked(words: string, { name, directory }: Place, home: string): string | undefined {
  if (!/Error acquiring the state lock/.test(words)) return undefined;
  const id = field(words, 'ID');
  const removals = lockRemovals(directory, field(words, 'Path'));
  if (id === undefined) {
    return removals.length === 0 || !/PreconditionFailed|ConditionalCheckFailed/.test(words)
      ? undefined
      : `The lock of ${name} tells nothing of who holds it: a run was killed while it wrote the lock. Only when no Terraform works with this state, remove it:\n\n${commands(home, ...removals)}`;
  }
  const since = inSeconds(field(words, 'Created') ?? 'a time that it does not tell');
  const what = OPERATIONS[field(words, 'Operation') ?? ''] ?? 'some work';
  return (
    `${field(words, 'Who') ?? 'Somebody'} has held the lock of ${name} since ${since}, for ${what}. ` +
    `Wait until that has come to its end. Only when no such Terraform lives any more, release its lock:\n\n` +
    commands(home, `terraform -chdir=${shortPath(directory)} force-unlock ${id}`) +
    (removals.length === 0
      ? ''
      : `\n\nWhere Terraform then misses a lock, only part of it was left. Remove the rest:\n\n${commands(home, ...removals)}`)
  );
}

interface S3Backend {
  readonly bucket: string;
  readonly key: string;
  readonly dynamodb_table?: string;
}

/**
 * Commands that remove each part of the lock of a state, whichever is left: the object beside it, and the item of the table.
 *
 * @param path bucket and key, as the lock has it, for a stack whose JSON is gone
 */
function lockRemovals(directory: string, path: string | undefined): string[] {
  const file = join(directory, 'cdk.tf.json');
  const { s3 } = existsSync(file)
    ? ((JSON.parse(readFileSync(file, 'utf8')) as { terraform: { backend?: { s3?: S3Backend } } }).terraform
        .backend ?? {})
    : {};
  const [, bucket, key] = /^([^/]+)\/(.+)$/.exec(path ?? '') ?? [];
  const state = s3 ?? (bucket === undefined || key === undefined ? undefined : { bucket, key });
  if (state === undefined) return [];
  const item = JSON.stringify({ LockID: { S: `${state.bucket}/${state.key}` } });
  return [
    `aws s3api delete-object --bucket ${state.bucket} --key ${state.key}.tflock`,
    ...(state.dynamodb_table === undefined
      ? []
      : [`aws dynamodb delete-item --table-name ${state.dynamodb_table} --key '${item}'`]),
  ];
}

const CHECKSUM = /does not have the expected\s+content/;

function gone(words: string, { name }: Place, home: string): string | undefined {
  const [bucket, key] = [field(words, 'Bucket'), field(words, 'Key')];
  if (!CHECKSUM.test(words) || field(words, 'Calculated checksum') !== undefined) return undefined;
  return (
    `The state of ${name} is gone: the lock table still has its checksum, and bucket ${bucket ?? '?'} has no object ${key ?? '?'}. ` +
    `Nothing was made anew. What it describes still exists: bring the state back from the bucket's versions ` +
    `("Bring back a state that was deleted" in ${RUNBOOK}):\n\n` +
    commands(
      home,
      `marker=$(aws s3api list-object-versions --bucket ${bucket ?? ''} --prefix ${key ?? ''} \\`,
      `  --query "DeleteMarkers[?IsLatest && Key=='${key ?? ''}'].VersionId" --output text)`,
      `aws s3api delete-object --bucket ${bucket ?? ''} --key ${key ?? ''} --version-id "$marker"`,
    )
  );
}

function broken(words: string, { name }: Place): string | undefined {
  if (!CHECKSUM.test(words)) return undefined;
  return (
    `The state of ${name} in bucket ${field(words, 'Bucket') ?? '?'} is not the one whose checksum is in the lock table: a run was killed ` +
    `between writing the two, or somebody put another state there. See "A checksum that does not fit" in ${RUNBOOK}.`
  );
}

function noBucket(words: string, { name }: Place): string | undefined {
  const bucket = /S3 bucket "([^"]+)" does not exist/.exec(words)?.[1];
  if (bucket === undefined) return undefined;
  return (
    `There is no bucket ${bucket}, in which the state of ${name} should be: the credentials are those of another account, or ` +
    `the state backend was never made there ("Make it, once for an account" in ${RUNBOOK}). Nothing was done.`
  );
}

function unreachable(words: string, { name }: Place): string | undefined {
  const bucket = /S3 bucket "([^"]+)"[^]*request send failed/.exec(words)?.[1];
  if (bucket === undefined) return undefined;
  return (
    `Bucket ${bucket} with the state of ${name} cannot be reached. Nothing was done. Look at the network, at the proxy, and at ` +
    `AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_S3 if they are set; then run the command again.`
  );
}
