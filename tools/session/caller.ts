import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../deploy/session';
import { changeStack } from '../deploy/stack';
import { StackFailure } from '../deploy/stack-failure';
import { EMULATOR_HOME } from '../deploy/unfinished-runs';
import { projectRoot, ToolError } from '../support/project';

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
 * Asks who is calling, through Terraform and its provider: they then look for credentials and endpoints exactly as they
 * do for the stacks, and nothing else has to be installed. Costs about five seconds.
 *
 * @throws ToolError with Terraform's words when the credentials are missing or do not work
 */
export async function findCaller(session: Session, region: string): Promise<Caller> {
  const directory = mkdtempSync(join(tmpdir(), 'petclinic-caller-'));
  try {
    const { source, version } = session.provider;
    const configuration = {
      terraform: { required_providers: { aws: { source, version } } },
      // An endpoint that does not answer is told in seconds, not in minutes.
      provider: { aws: [{ region, max_retries: 2 }] },
      data: { aws_caller_identity: { current: {} } },
      output: {
        account: { value: '${data.aws_caller_identity.current.account_id}' },
        arn: { value: '${data.aws_caller_identity.current.arn}' },
      },
    };
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(configuration));
    copyFileSync(join(projectRoot, '.terraform.lock.hcl'), join(directory, '.terraform.lock.hcl'));
    const stack = { name: 'caller', directory, dependencies: [] };
    // It changes nothing: killed in the middle of it, nothing is unfinished.
    const harmless = { ...session, env: { ...session.env, [EMULATOR_HOME]: undefined } };
    const { outputs } = await changeStack('apply', stack, harmless, { onProgress: () => undefined });
    const { account, arn } = outputs;
    return {
      account: String(account?.value),
      arn: String(arn?.value),
      region,
      endpoints: endpointsIn(session.env),
    };
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    const place = endpointsIn(session.env).join(' and ');
    throw new ToolError(
      `Cannot determine the AWS account${place === '' ? '' : ` at ${place}`}: no valid credentials. Terraform says:\n\n${error.message}\n\n` +
        'Put credentials of the account into the AWS environment, or `source .emulator/env` while the emulator runs.',
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
