import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, ToolError } from '../support/project';

/** One build of a provider. */
export interface ProviderPackage {
  /** Address of the provider, such as `registry.terraform.io/hashicorp/aws`. */
  readonly source: string;
  readonly version: string;
  /** Operating system and architecture, such as `linux_amd64`. */
  readonly platform: string;
}

export const AWS_PROVIDER = 'registry.terraform.io/hashicorp/aws';

/**
 * The AWS provider as `.terraform.lock.hcl` pins it.
 *
 * @throws ToolError when the lock file does not pin it
 */
export function lockedAwsProvider(platform: string, root: string = projectRoot): ProviderPackage {
  const lockFile = readFileSync(join(root, '.terraform.lock.hcl'), 'utf8');
  const version = /provider "registry\.terraform\.io\/hashicorp\/aws" \{\s*version\s*=\s*"([^"]+)"/.exec(
    lockFile,
  )?.[1];
  if (version === undefined) throw new ToolError(`.terraform.lock.hcl does not pin ${AWS_PROVIDER}.`);
  return { source: AWS_PROVIDER, version, platform };
}

/** Relative path of an unpacked provider, below a mirror as below Terraform's data folder. */
export function unpackedPath({ source, version, platform }: ProviderPackage): string {
  return join(source, version, platform);
}

/** Relative path of a zipped provider below a mirror. */
export function packedPath({ source, version, platform }: ProviderPackage): string {
  const type = source.split('/').at(-1) ?? source;
  return join(source, `terraform-provider-${type}_${version}_${platform}.zip`);
}
