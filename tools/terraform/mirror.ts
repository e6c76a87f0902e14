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

export interface MirrorSearch {
  readonly env: NodeJS.ProcessEnv;
  /** The person's home folder. */
  readonly home: string;
  /** The project's folder. */
  readonly project: string;
  /** The folder that holds add-on packages, one level above a mirror. @default /opt */
  readonly addOns?: string;
}

/** Names the folder to use, before any other. */
export const MIRROR_VARIABLE = 'TERRAFORM_PROVIDER_MIRROR';

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/**
 * The folders in which a mirror is looked for, in this order: those in which Terraform itself looks without being
 * told, then every folder of add-on packages.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function mirrorFolders({ env, home, project, addOns = '/opt' }: MirrorSearch): string[] {
  const dataHome = env.XDG_DATA_HOME ?? join(home, '.local', 'share');
  const dataDirs = (env.XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').split(delimiter);
  return [
    join(home, '.terraform.d', 'plugins'),
    ...[dataHome, ...dataDirs]
      .filter((folder) => folder !== '')
      .map((folder) => join(folder, 'terraform', 'plugins')),
    join(project, 'terraform.d', 'plugins'),
    ...subfolders(addOns),
  ];
}

function mirrorAt(path: string, provider: ProviderPackage): Mirror | undefined {
  if (existsSync(join(path, unpackedPath(provider)))) return { path, packed: false };
  if (existsSync(join(path, packedPath(provider)))) return { path, packed: true };
  return undefined;
}

/**
 * Finds a filesystem mirror that holds exactly this provider, so that nothing has to be downloaded.
 *
 * @returns undefined when there is none
 * @throws ToolError when TERRAFORM_PROVIDER_MIRROR names a folder that does not hold the provider
 */
export function findMirror(provider: ProviderPackage, search: MirrorSearch): Mirror | undefined {
  const named = search.env[MIRROR_VARIABLE];
  if (named !== undefined && named !== '') {
    const mirror = mirrorAt(named, provider);
    if (mirror !== undefined) return mirror;
    throw new ToolError(
      `${MIRROR_VARIABLE}=${named} does not hold ${packedPath(provider)}, nor that unpacked: put it there, or unset the variable.`,
    );
  }
  for (const folder of mirrorFolders(search)) {
    const mirror = mirrorAt(folder, provider);
    if (mirror !== undefined) return mirror;
  }
  return undefined;
}
