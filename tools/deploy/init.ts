import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../support/project';
import { Diagnostic } from '../terraform/events';
import { MIRROR_VARIABLE } from '../terraform/mirror';
import { unpackedPath } from '../terraform/provider';
import { runTerraform } from '../terraform/run';
import { readStackJson, Stack } from './graph';
import { logFile, Session, terraformRun } from './session';
import { StackFailure } from './stack-failure';

/** A stack with local state keeps it in the emulator's folder, where it can never be taken for a real account's. */
function backendArguments(stack: Stack, session: Session): string[] {
  const { terraform } = readStackJson(stack);
  if (terraform.cloud !== undefined) {
    throw new ToolError(
      `Stack ${stack.name} keeps its state in HCP Terraform, which the emulator has not: choose another environment.`,
    );
  }
  if (terraform.backend?.local === undefined) return [];
  return [`-backend-config=path=${join(session.home, `${stack.name}.tfstate`)}`];
}

/** Hash of everything that `terraform init` depends on. */
function fingerprint(stack: Stack, session: Session, args: readonly string[]): string {
  const { terraform, module } = readStackJson(stack);
  const lockFile = readFileSync(join(stack.directory, '.terraform.lock.hcl'), 'utf8');
  const inputs = [
    terraform,
    module,
    lockFile,
    args,
    session.terraform,
    readFileSync(session.cliConfigFile, 'utf8'),
  ];
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
}

/** Hash of Terraform's own record of the backend that it was last initialized for; `none` without one. */
function recordedBackend(dataDir: string): string {
  const file = join(dataDir, 'terraform.tfstate');
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'none';
}

/**
 * Checks whether the provider could not be fetched. A wrong checksum does not count: Terraform's own words explain that
 * best.
 */
export function isProviderUnavailable({ summary, detail = '' }: Diagnostic): boolean {
  if (summary === 'Failed to install provider') return !detail.includes('checksums');
  return summary === 'Failed to query available provider packages';
}

/** The init before, which the next one waits for: two at once must not fill Terraform's cache of providers. */
let previous: Promise<unknown> = Promise.resolve();

/** Runs `terraform init` in the stack's folder when something changed that it depends on. */
export async function ensureInit(
  stack: Stack,
  session: Session,
  onInit: () => void = () => undefined,
): Promise<void> {
  const turn = previous.then(() => initIfNeeded(stack, session, onInit));
  previous = turn.catch(() => undefined);
  await turn;
}

async function initIfNeeded(stack: Stack, session: Session, onInit: () => void): Promise<void> {
  const options = ['-input=false', '-json', '-reconfigure', '-lockfile=readonly'];
  const args = ['init', ...options, ...backendArguments(stack, session)];
  const dataDir = join(stack.directory, session.dataDir);
  const stamp = join(dataDir, 'petclinic-init');
  const wanted = fingerprint(stack, session, args);
  const provider = join(dataDir, 'providers', unpackedPath(session.provider));
  const inited = (): string => `${wanted} ${recordedBackend(dataDir)}`;
  if (existsSync(provider) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inited()) return;

  onInit();
  const { exitCode, errors, text } = await runTerraform({ ...terraformRun(stack, session), args });
  if (exitCode === 0) {
    writeFileSync(stamp, inited());
    return;
  }
  if (!errors.some(isProviderUnavailable)) {
    throw new StackFailure('terraform init', stack, { errors, text }, logFile(stack, session));
  }
  const { source, version, platform } = session.provider;
  throw new ToolError(
    `The provider ${source} ${version} for ${platform} is not available: no local mirror holds it, and its registry does not answer. ` +
      `Allow access to registry.terraform.io and releases.hashicorp.com, or set ${MIRROR_VARIABLE} to a folder made with ` +
      `\`terraform -chdir=${stack.directory} providers mirror <folder>\` on a machine that has access. ` +
      `Terraform's words are in ${logFile(stack, session)}.`,
  );
}
