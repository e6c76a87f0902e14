import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Mirror } from './mirror';
import { AWS_PROVIDER } from './provider';

/** Variables that tell Terraform where providers come from, and how often it and they collect garbage. */
export interface CliConfig {
  readonly TF_CLI_CONFIG_FILE: string;
  /** Folder with unpacked providers, so that not every stack's folder holds its own 700 MB. */
  readonly TF_PLUGIN_CACHE_DIR?: string;
  readonly GOGC: string;
  readonly GOMEMLIMIT: string;
}

interface CliConfigOptions {
  readonly mirror: Mirror | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** The person's home folder. */
  readonly home: string;
  /** The git-ignored folder in which the configuration is written. */
  readonly cacheDir: string;
}

/** Terraform's configuration in which the AWS provider comes from `path` and any other from its registry. */
const mirrorConfig = (path: string): string => `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(path)}
    include = ["${AWS_PROVIDER}"]
  }
  direct {
    exclude = ["${AWS_PROVIDER}"]
  }
}
`;

function writeIfChanged(file: string, content: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, content);
  renameSync(aside, file);
}

/**
 * Chooses Terraform's configuration file: one with the mirror; without a mirror the person's own; without one of those
 * an empty file, since Terraform warns about a TF_CLI_CONFIG_FILE that does not exist.
 */
export function chooseCliConfig({ mirror, env, home, cacheDir }: CliConfigOptions): CliConfig {
  const ours = join(cacheDir, 'terraform.rc');
  const cache = join(cacheDir, 'terraform-providers');
  // Every command loads the schema of 1,400 resources. With garbage collected a quarter as often it takes a fifth less
  // processor time, and 500 MB in place of 300; the limit holds for Terraform and for its provider each.
  const { GOGC = '400', GOMEMLIMIT = '400MiB' } = env;
  mkdirSync(cache, { recursive: true });
  if (mirror !== undefined) {
    writeIfChanged(ours, mirrorConfig(mirror.path));
    // Terraform links to an unpacked provider; a zip it would unpack for every stack.
    return {
      TF_CLI_CONFIG_FILE: ours,
      ...(mirror.packed ? { TF_PLUGIN_CACHE_DIR: cache } : {}),
      GOGC,
      GOMEMLIMIT,
    };
  }
  const persons = [env.TF_CLI_CONFIG_FILE, join(home, '.terraformrc')].find(
    (file) => file !== undefined && file !== '' && existsSync(file),
  );
  if (persons === undefined) writeIfChanged(ours, '');
  return {
    TF_CLI_CONFIG_FILE: persons ?? ours,
    TF_PLUGIN_CACHE_DIR: env.TF_PLUGIN_CACHE_DIR ?? cache,
    GOGC,
    GOMEMLIMIT,
  };
}
