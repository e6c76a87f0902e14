import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ToolError } from '../support/project';
import { packedPath, ProviderPackage, unpackedPath } from './provider';

/** A folder that holds providers in the layout of a filesystem mirror. */
export interface Mirror {
  readonly path: string;
  /**
   * Marks a mirror that holds the provider as a zip, which Terraform unpacks into every stack's folder unless it has a
   * cache.
   */
  readonly packed: boolean;
}

/** Names the folder to use, before any other. */
export const MIRROR_VARIABLE = 'TERRAFORM_PROVIDER_MIRROR';

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function mirrorAt(path: string, provider: ProviderPackage): Mirror | undefined {
  if (existsSync(join(path, unpackedPath(provider)))) return { path, packed: false };
  if (existsSync(join(path, packedPath(provider)))) return { path, packed: true };
  return undefined;
}

/**
 * Folders in which Terraform looks without being told.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
function impliedFolders({ HOME: home = '', ...env }: NodeJS.ProcessEnv): string[] {
  const {
    XDG_DATA_HOME: own = join(home, '.local/share'),
    XDG_DATA_DIRS: all = '/usr/local/share:/usr/share',
  } = env;
  const data = [own, ...all.split(delimiter)].map((folder) => join(folder, 'terraform/plugins'));
  return [join(home, '.terraform.d/plugins'), ...data];
}

/**
 * Finds a filesystem mirror that holds exactly this provider where Terraform would not look: the one that is named, or the first
 * of the add-on packages.
 *
 * @param addOns the folder that holds add-on packages, one level above a mirror
 * @returns undefined when there is none, or when Terraform finds the provider in its own folders; else it asks the registry
 * @throws ToolError when TERRAFORM_PROVIDER_MIRROR names a folder that does not hold the provider
 */
export function findMirror(
  provider: ProviderPackage,
  env: NodeJS.ProcessEnv,
  addOns = '/opt',
): Mirror | undefined {
  const named = env[MIRROR_VARIABLE];
  if (named !== undefined && named !== '') {
    const mirror = mirrorAt(named, provider);
    if (mirror !== undefined) return mirror;
    throw new ToolError(
      `${MIRROR_VARIABLE}=${named} does not hold ${packedPath(provider)}, nor that unpacked: put it there, or unset the variable.`,
    );
  }
  if (impliedFolders(env).some((folder) => mirrorAt(folder, provider) !== undefined)) return undefined;
  return foldersIn(addOns)
    .map((name) => mirrorAt(join(addOns, name), provider))
    .find((mirror) => mirror !== undefined);
}
