import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ToolError } from '../support/project';

export interface Terraform {
  /** The program to run. */
  readonly program: string;
  /** Version without a prefix, such as `1.11.4`. */
  readonly version: string;
  /** Operating system and architecture as provider packages name them, such as `linux_amd64`. */
  readonly platform: string;
}

const INSTALL =
  'install Terraform 1.11 or newer, but not 1.15.0 or 1.15.1, and put it on the PATH: https://developer.hashicorp.com/terraform/install';

/** 1.11 brought write-only arguments; 1.15.0 and 1.15.1 print warnings among the JSON of `terraform output`. */
const REFUSED = ['1.15.0', '1.15.1'];

/** Reason why this version of Terraform is refused; undefined if it is supported. */
export function refuseVersion(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major === 1 && minor < 11) return `Terraform ${version} is too old: ${INSTALL}`;
  if (major !== 1) return `Terraform ${version} is not a 1.x: ${INSTALL}`;
  if (REFUSED.includes(version)) return `Terraform ${version} breaks cdktf: ${INSTALL}`;
  return undefined;
}

/** @throws ToolError that says what to install when Terraform is missing or unfit */
export async function findTerraform(program = 'terraform'): Promise<Terraform> {
  try {
    // No configuration file of the person's has a say in this, not even one that is missing.
    const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };
    const { stdout } = await promisify(execFile)(program, ['version', '-json'], { env });
    const { terraform_version: version, platform } = JSON.parse(stdout) as {
      terraform_version: string;
      platform: string;
    };
    const refusal = refuseVersion(version);
    if (refusal !== undefined) throw new ToolError(refusal);
    return { program, version, platform };
  } catch (error) {
    if (error instanceof ToolError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ToolError(
      missing
        ? `Terraform is not installed: ${INSTALL}`
        : `\`${program} version -json\` fails: ${(error as Error).message}. To be sure, ${INSTALL}`,
    );
  }
}
