import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMULATOR_HOME } from '../deploy/unfinished-runs';
import { emulatorPlace } from '../support/emulator-place';
import { CliConfig } from '../terraform/cli-config';

/** Terraform's data folder below each stack's, beside the `.terraform` of a real account. */
export const DATA_DIR = '.terraform-emulator';

export type Variables = Readonly<Record<string, string>>;

export interface EmulatorPlace {
  readonly endpoint: string;
  readonly region: string;
  /** The account that the credentials are of. @default the emulator's own */
  readonly account?: string | undefined;
  readonly cliConfig: CliConfig;
  /** The emulator's folder. */
  readonly home: string;
  /** Hosts that the user's own `NO_PROXY` excludes. */
  readonly noProxy?: string | undefined;
}

/** The variables that point Terraform, `aws` and the SDKs at the emulator. Nothing else tells them about it. */
export function emulatorVariables(place: EmulatorPlace): Variables {
  const { endpoint, region, account, cliConfig, home, noProxy } = place;
  const { credentials } = emulatorPlace(endpoint, { account, region });
  const loopback = ['127.0.0.1', ...(noProxy ? [noProxy] : [])].join(',');
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // An empty file: a person's own could say `ignore_configured_endpoint_urls`.
    AWS_CONFIG_FILE: join(home, 'aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'aws-config'),
    AWS_EC2_METADATA_DISABLED: 'true',
    // For aws and the SDKs. Terraform's AWS provider tries 25 times whatever this says.
    AWS_MAX_ATTEMPTS: '3',
    CHECKPOINT_DISABLE: '1',
    TF_DATA_DIR: DATA_DIR,
    TF_IN_AUTOMATION: '1',
    [EMULATOR_HOME]: home,
    ...cliConfig,
    NO_PROXY: loopback,
    no_proxy: loopback,
  };
}

/** Tells whether a variable of the user's could point Terraform elsewhere: accounts, workspaces, arguments, values. */
const misleads = (name: string): boolean =>
  name.startsWith('AWS_') || (name.startsWith('TF_') && !name.startsWith('TF_LOG'));

/** The environment for Terraform: the person's, without what could lead it elsewhere, and the emulator's. */
export function terraformEnvironment(env: NodeJS.ProcessEnv, variables: Variables): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !misleads(name));
  return { ...Object.fromEntries(kept), ...variables };
}

/** A value that a POSIX shell reads back as it is. */
export function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** A script for `source` that sets the variables. */
export function envScript(variables: Variables): string {
  return [
    '# Points aws, the AWS SDKs and Terraform at the emulator: source this file.',
    '# Whatever else could lead them to an account, or to another state; a new shell has it again.',
    `unset $(env | sed -n 's/^\\(\\(AWS\\|TF\\)_[A-Za-z0-9_]*\\)=.*/\\1/p' | grep -v '^TF_LOG')`,
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`),
    '',
  ].join('\n');
}

/** Writes `<home>/env` and the empty AWS configuration it refers to. */
export function writeEnvironment(home: string, variables: Variables): void {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'aws-config'), '# Empty on purpose: the emulator is set by variables alone.\n');
  writeFileSync(join(home, 'env'), envScript(variables));
}
