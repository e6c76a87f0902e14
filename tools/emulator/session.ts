import { homedir } from 'node:os';
import { join } from 'node:path';
import { readBackendFile } from '../../src/config/backend-file';
import { Session } from '../deploy/session';
import { projectRoot } from '../support/project';
import { chooseCliConfig } from '../terraform/cli-config';
import { findTerraform, Terraform } from '../terraform/find';
import { findMirror } from '../terraform/mirror';
import { lockedAwsProvider } from '../terraform/provider';
import { DATA_DIR, emulatorVariables, terraformEnvironment, writeEnvironment } from './environment';
import { Emulator, endpointOf } from '../session/emulator-record';

interface SessionOptions {
  readonly emulator: Emulator;
  /** The emulator's folder. */
  readonly home: string;
  /** The folder with the synthesized stacks. */
  readonly outDir: string;
  /** The account of the environment. @default the emulator's own */
  readonly account?: string | undefined;
  /** @default the one on the PATH */
  readonly terraform?: Terraform;
  readonly signal?: AbortSignal;
  readonly onKill?: (stack: string) => void;
}

/**
 * Session with what Terraform needs to work on the emulator. Writes `<home>/env`, which gives the same to a shell.
 *
 * @throws ToolError when Terraform is missing or unfit, or TERRAFORM_PROVIDER_MIRROR names a wrong folder
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { emulator, home, outDir, account, signal, onKill, terraform = await findTerraform() } = options;
  const { env } = process;
  const provider = lockedAwsProvider(terraform.platform);
  const mirror = findMirror(provider, env);
  const cliConfig = chooseCliConfig({ mirror, env, home: homedir(), cacheDir: join(projectRoot, '.cache') });
  const variables = emulatorVariables({
    endpoint: endpointOf(emulator),
    region: readBackendFile(join(projectRoot, 'backend.tf.json')).region,
    account,
    cliConfig,
    home,
    noProxy: env.NO_PROXY ?? env.no_proxy,
  });
  writeEnvironment(home, variables);
  return {
    terraform,
    provider,
    env: terraformEnvironment(env, variables),
    cliConfigFile: cliConfig.TF_CLI_CONFIG_FILE,
    dataDir: DATA_DIR,
    home,
    outDir,
    ...(signal === undefined ? {} : { signal }),
    ...(onKill === undefined ? {} : { onKill }),
  };
}
