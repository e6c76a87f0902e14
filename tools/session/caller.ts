import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Session } from '../deploy/session';
import { ToolError } from '../support/project';
import { clientOptions } from '../deploy/client-options';

/** The AWS identity in use, and its endpoints. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
  /** Addresses other than AWS's, such as the emulator's; empty for AWS itself. */
  readonly endpoints: readonly string[];
}

/** Addresses that the environment puts in place of AWS's, for all services or for some. */
export function endpointsIn(env: NodeJS.ProcessEnv): string[] {
  const named = Object.entries(env).filter(
    ([name, value]) => /^AWS_ENDPOINT_URL(_[A-Z\d_]+)?$/.test(name) && value !== undefined && value !== '',
  );
  return [...new Set(named.map(([, value]) => value ?? ''))].sort();
}

/** Tells whether all of AWS is on this machine: an emulator. */
export const isOnLoopback = (env: NodeJS.ProcessEnv): boolean =>
  (env.AWS_ENDPOINT_URL ?? '') !== '' &&
  endpointsIn(env).every((endpoint) =>
    /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/.test(endpoint),
  );

/** Describes the place, such as `account 123456789012, us-west-2, at http://127.0.0.1:4566`. */
export const describePlace = ({ account, region, endpoints }: Caller): string =>
  `account ${account}, ${region}, at ${endpoints.length === 0 ? 'AWS' : endpoints.join(' and ')}`;

/**
 * Asks AWS who is calling.
 *
 * @throws ToolError when the credentials are missing or do not work
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function findCaller(session: Pick<Session, 'env'>, region: string): Promise<Caller> {
  const endpoints = endpointsIn(session.env);
  const client = new STSClient(clientOptions(session, 'STS', region));
  try {
    const { Account: account = '', Arn: arn = '' } = await client.send(new GetCallerIdentityCommand({}));
    return { account, arn, region, endpoints };
  } catch (error) {
    const { message, name } = error as Error;
    const place = endpoints.length === 0 ? '' : ` at ${endpoints.join(' and ')}`;
    throw new ToolError(
      `Cannot determine the AWS account${place}: ${message || name}\n` +
        'Put valid credentials of the account into the AWS environment, or `source .emulator/env` while the emulator runs.',
    );
  } finally {
    client.destroy();
  }
}

/** @throws ToolError for credentials of another account than the environment's */
export function demandAccount(
  { name, account }: { readonly name: string; readonly account?: string | undefined },
  caller: Caller,
): void {
  if (account === undefined || account === caller.account) return;
  throw new ToolError(
    `${name} is in account ${account}, and the credentials are those of ${caller.arn}.\n` +
      `Put credentials of account ${account} into the AWS environment, or correct ${name}.account in src/config/environments.`,
  );
}
