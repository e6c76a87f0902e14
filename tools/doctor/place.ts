import { Caller, findCaller } from '../session/caller';
import { Account, groupByAccount } from '../../src/config/account-groups';
import { readBackendFile } from '../../src/config/backend-file';
import { loadEnvironments } from '../../src/config/load';
import { Environment } from '../../src/config/schema';
import { namesFor, Names } from '../../src/lib/naming';
import { inAccount } from '../support/emulator-place';
import { projectRoot } from '../support/project';
import { join } from 'node:path';

/** The account and region that an environment is asked about. */
export interface Place {
  readonly environment: Environment;
  /** All environments of this one's account and region, itself among them. */
  readonly neighbours: readonly Environment[];
  readonly names: Names;
  readonly account: Account;
  /** Identity of the caller. It fails without credentials, and so does each question that needs it. */
  readonly caller: Promise<Caller>;
  /** Options of every SDK client: the SDK itself finds addresses, and credentials of AWS, in the AWS environment. */
  readonly client: {
    readonly region: string;
    readonly maxAttempts: number;
    /** Credentials of the environment's account on an emulator. */
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** @param name of one of the environments `all` */
export function placeOf(name: string, all: readonly Environment[] = loadEnvironments()): Place {
  const bucket = readBackendFile(join(projectRoot, 'backend.tf.json'));
  const account = groupByAccount(all, bucket).find(({ environments }) =>
    environments.some((each) => each.name === name),
  );
  const environment = account?.environments.find((each) => each.name === name);
  if (account === undefined || environment === undefined) throw new Error(`There is no environment ${name}`);
  const { region } = environment;
  const env = inAccount(process.env, environment.account);
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = env;
  const caller = findCaller({ env }, region);
  // Whoever asks gets the failure; nobody has to.
  caller.catch(() => undefined);
  return {
    environment,
    neighbours: account.environments.filter((other) => other.region === region),
    names: namesFor(name),
    account,
    caller,
    client: {
      region,
      maxAttempts: 2,
      ...(env === process.env ? {} : { credentials: { accessKeyId, secretAccessKey } }),
    },
  };
}
