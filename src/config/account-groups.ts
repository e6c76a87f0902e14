import { StateBucket } from '../lib/state-place';
import { accountSettings, AccountSettings } from './accounts';
import { refused, under, type Problem } from './problem';
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

/** The bucket of an environment's states, or of its account's where its own lie in HCP Terraform. */
const bucketOf = ({ backend }: Environment): StateBucket | undefined =>
  backend.type === 's3' ? backend.place : undefined;

/** The accounts of the environments, in their order. */
export function groupByAccount(environments: readonly Environment[], defaultBucket: StateBucket): Account[] {
  return [...new Set(environments.map(({ account }) => account))].map((id) => {
    const own = environments.filter(({ account }) => account === id) as [Environment, ...Environment[]];
    const elsewhere = own.map(bucketOf).find((bucket) => bucket !== undefined);
    return {
      id,
      suffix: elsewhere === undefined ? '' : `-${id ?? ''}`,
      stateBucket: elsewhere ?? defaultBucket,
      environments: own,
      settings: accountSettings(id),
    };
  });
}

/** Finds environments whose states lie where those of their account do not, or where those of another account do. */
export function placeProblems(environments: readonly ValidPart<EnvironmentSettings>[]): Problem[] {
  return environments.flatMap((environment, index) => {
    const { name = `environments.${index}`, account, backend } = environment;
    const place = placeOf(environment);
    const problems: Problem[] = [];
    if (place !== undefined && place !== DEFAULT && account === undefined) {
      problems.push(
        refused('account', undefined, '', 'the account of its own state bucket, 12 digits in quotes'),
      );
    }
    const bucket = backend?.type === 's3' ? backend.place?.bucket : undefined;
    const named = /(?<!\d)\d{12}(?!\d)/.exec(bucket ?? '')?.[0];
    if (named !== undefined && account !== undefined && named !== account) {
      problems.push(
        refused(
          'backend.place.bucket',
          bucket,
          `carries the id of another account than ${account}`,
          `a bucket of account ${account}`,
        ),
      );
    }
    for (const other of environments.slice(0, index)) {
      const theirs = placeOf(other);
      if (place === undefined || theirs === undefined) continue;
      const who = other.name ?? 'another environment';
      if (other.account === account && theirs !== place) {
        problems.push(
          refused(
            'backend',
            place,
            `is not where the states of ${who} lie, in the same account`,
            `one state bucket for an account: ${theirs}`,
          ),
        );
      }
      if (other.account !== account && theirs === place) {
        problems.push(
          refused(
            'backend',
            place,
            `is where the states of ${who} lie, in another account`,
            "a place of the account's own: { type: 's3', place: { bucket, region, lockTable, kmsAlias } }",
          ),
        );
      }
    }
    return under(name, problems);
  });
}

const DEFAULT = 'the bucket of backend.tf.json';

/** The bucket by name; undefined for states in HCP Terraform, and for a malformed place. */
function placeOf({ backend = { type: 's3' } }: ValidPart<EnvironmentSettings>): string | undefined {
  if (backend.type !== 's3') return undefined;
  return 'place' in backend ? backend.place?.bucket : DEFAULT;
}
