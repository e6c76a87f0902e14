import { StateBucket } from '../lib/state-place';
import { accountSettings, AccountSettings } from './accounts';
import { ConfigError, refused, under, type Problem } from './problem';
import type { ValidPart } from './inspect';
import type { Environment, EnvironmentSettings } from './schema';

/** An AWS account and the environments in it. */
export interface Account {
  /** 12 digits; undefined for the account that the credentials belong to. */
  readonly id: string | undefined;
  /** End of the names of the account's stacks: empty for the account whose states lie where `backend.tf.json` says. */
  readonly suffix: string;
  readonly stateBucket: StateBucket;
  readonly environments: readonly [Environment, ...Environment[]];
  readonly settings: AccountSettings;
}

/**
 * The accounts of the environments, in their order.
 *
 * @throws ConfigError for environments of another account than the one whose id the default bucket carries
 */
export function groupByAccount(environments: readonly Environment[], defaultBucket: StateBucket): Account[] {
  const problems = environments.flatMap(({ name, account, backend }) =>
    backend.place === undefined ? under(name, bucketProblems(account, defaultBucket.bucket)) : [],
  );
  if (problems.length > 0) throw new ConfigError(problems);
  return [...new Set(environments.map(({ account }) => account))].map((id) => {
    const own = environments.filter(({ account }) => account === id) as [Environment, ...Environment[]];
    const [elsewhere] = own.flatMap(({ backend }) => backend.place ?? []);
    return {
      id,
      suffix: elsewhere === undefined ? '' : `-${id ?? ''}`,
      stateBucket: elsewhere ?? defaultBucket,
      environments: own,
      settings: accountSettings(id),
    };
  });
}

/** Id of an account in the name of a bucket. */
const accountIn = (bucket = ''): string | undefined => /(?<!\d)\d{12}(?!\d)/.exec(bucket)?.[0];

function bucketProblems(account: string | undefined, bucket: string): Problem[] {
  const named = accountIn(bucket);
  if (named === undefined || account === undefined || named === account) return [];
  const reason = `is not the account whose id the bucket of backend.tf.json carries`;
  return [refused('account', account, reason, `${named}, or a backend.place in account ${account}`)];
}

type Given = ValidPart<EnvironmentSettings>;

const DEFAULT = 'the bucket of backend.tf.json';

const accountText = (id: string | undefined): string =>
  id === undefined ? 'the account of the credentials' : `account ${id}`;

/**
 * Finds environments whose states lie where those of their account do not, or where those of another account do. An
 * account has one state bucket, with one table and key.
 */
export function placeProblems(environments: readonly Given[]): Problem[] {
  return environments.flatMap((environment, index) => {
    const { name = `environments.${index}`, account, backend } = environment;
    const place = placeOf(environment, environments);
    if (place === undefined) return [];
    const problems: Problem[] = [];
    if (place !== DEFAULT && account === undefined) {
      const allowed = 'the account of its own state bucket, 12 digits in quotes';
      problems.push(refused('account', undefined, '', allowed));
    }
    const bucket = backend?.place?.bucket;
    const named = accountIn(bucket);
    if (named !== undefined && account !== undefined && named !== account) {
      const reason = `carries the id of another account than ${account}`;
      problems.push(refused('backend.place.bucket', bucket, reason, `a bucket of account ${account}`));
    }
    for (const other of environments.slice(0, index)) {
      const theirs = placeOf(other, environments);
      if (theirs === undefined) continue;
      const who = `${other.name ?? 'another environment'}, in ${accountText(other.account)}`;
      if (other.account === account && theirs !== place) {
        const reason = `is not where the states of ${who}, lie`;
        problems.push(refused('backend.place', place, reason, `one place for an account: ${theirs}`));
      }
      if (other.account !== account && bucketIn(theirs) === bucketIn(place)) {
        const allowed = `a bucket of ${accountText(account)}: { bucket, region, lockTable, kmsAlias }`;
        problems.push(refused('backend.place', place, `is where the states of ${who}, lie`, allowed));
      }
    }
    return under(name, problems);
  });
}

/**
 * Place of the states of an environment as text; undefined where it is malformed. Where HCP Terraform keeps them, those of
 * the account's own stacks lie in the place that it, or another environment of the account, says.
 */
function placeOf({ account, backend }: Given, all: readonly Given[]): string | undefined {
  if (backend?.type === 'cloud' && !('place' in backend)) {
    const ofS3 = all.some((other) => other.account === account && other.backend?.type !== 'cloud');
    const said = all.some((other) => other.account === account && other.backend?.place !== undefined);
    return ofS3 || said ? undefined : DEFAULT;
  }
  if (backend === undefined || !('place' in backend)) return DEFAULT;
  const { bucket, region, lockTable, kmsAlias } = backend.place ?? {};
  const parts = [bucket, region, lockTable, kmsAlias];
  return parts.includes(undefined) ? undefined : parts.join(', ');
}

const bucketIn = (place: string): string => place.split(', ')[0] ?? place;
