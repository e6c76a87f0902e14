import { homedir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../deploy/session';
import { demandUsable } from './usable-emulator';
import { inAccount } from '../support/emulator-place';
import { projectRoot } from '../support/project';
import { chooseCliConfig } from '../terraform/cli-config';
import { findTerraform } from '../terraform/find';
import { findMirror } from '../terraform/mirror';
import { lockedAwsProvider } from '../terraform/provider';

export interface AwsSessionOptions {
  /** The folder for logs. */
  readonly home: string;
  /** The folder with the synthesized stacks. */
  readonly outDir: string;
  /** Account of the environment. @default that of the credentials */
  readonly account?: string | undefined;
  readonly lockTimeout?: string;
  readonly isUnlocked?: boolean;
  readonly signal?: AbortSignal;
  readonly onKill?: (stack: string) => void;
}

/** Variables that would give Terraform another state, other arguments or other values than the stacks say. */
const misleads = (name: string): boolean =>
  name === 'TF_WORKSPACE' || name.startsWith('TF_CLI_ARGS') || name.startsWith('TF_VAR_');

/**
 * Session with what Terraform needs to work where the usual variables of the AWS environment say: an account, or the
 * emulator after `source .emulator/env`.
 *
 * @throws ToolError when Terraform is missing or unfit, TERRAFORM_PROVIDER_MIRROR names a wrong folder, or the emulator has to be started first
 */
export async function openAwsSession({ account, ...options }: AwsSessionOptions): Promise<Session> {
  await demandUsable(process.env);
  const terraform = await findTerraform();
  const env = inAccount(process.env, account);
  const provider = lockedAwsProvider(terraform.platform);
  const mirror = findMirror(provider, env);
  const cliConfig = chooseCliConfig({ mirror, env, home: homedir(), cacheDir: join(projectRoot, '.cache') });
  const kept = Object.entries(env).filter(([name]) => !misleads(name));
  return {
    ...options,
    terraform,
    provider,
    env: { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', ...cliConfig },
    cliConfigFile: cliConfig.TF_CLI_CONFIG_FILE,
    dataDir: env.TF_DATA_DIR ?? '.terraform',
  };
}
