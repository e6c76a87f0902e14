import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { projectRoot } from '../support/project';
import { shortPath } from '../support/short-path';
import { findTerraform } from '../terraform/find';
import { findMirror } from '../terraform/mirror';
import { lockedAwsProvider } from '../terraform/provider';
import { Check, failed, note, ok, Verdict } from './check';

/** GB that packages, the unpacked provider and an emulator with its databases take. */
const DISK_GB = 3;

const PYTHONS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];

/** The first line that a program prints of itself; undefined where it is not on the PATH. */
function versionOf(program: string, ...args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? (stdout.trim() || stderr.trim()).split('\n')[0] : undefined;
}

function python(): Verdict {
  const found = PYTHONS.map((program) => versionOf(program, '--version')).filter(
    (each) => each !== undefined,
  );
  const fit = found.find((version) => /^Python 3\.(1[1-9]|[2-9]\d)\./.test(version));
  if (fit !== undefined) return ok(fit);
  return failed(
    `${found[0] ?? 'none on the PATH'}; 3.11 or newer is needed: https://www.python.org/downloads`,
  );
}

async function provider(): Promise<Verdict> {
  const { platform } = await findTerraform();
  const locked = lockedAwsProvider(platform);
  const mirror = findMirror(locked, process.env);
  const from = mirror === undefined ? 'where Terraform itself looks, at the first init' : mirror.path;
  return ok(`hashicorp/aws ${locked.version}, from ${from}`);
}

function disk(): Verdict {
  const { bavail, bsize } = statfsSync(projectRoot);
  const free = (bavail * bsize) / 1e9;
  const says = `${free.toFixed(1)} GB free below ${shortPath(projectRoot)}`;
  return free >= DISK_GB ? ok(says) : failed(`${says}; ${DISK_GB} GB are needed: make room`);
}

/** A program that some runbooks use, and no command of the project. */
const optional = (
  subject: string,
  program: string,
  args: readonly string[],
  use: string,
  page: string,
): Check => ({
  subject,
  ask: () => {
    const version = versionOf(program, ...args);
    return version === undefined ? note(`not on the PATH; ${use}: ${page}`) : ok(version);
  },
});

const AWS_CLI = 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/** Needs of the commands on this machine, and programs of the runbooks. No call leaves it. */
export const machineChecks: readonly Check[] = [
  // An older one does not come this far: every command refuses it.
  { subject: 'Node.js', ask: () => ok(process.versions.node) },
  { subject: 'Python', ask: python },
  { subject: 'Terraform', ask: async () => ok((await findTerraform()).version) },
  { subject: 'AWS provider', ask: provider },
  { subject: 'Disk', ask: disk },
  {
    subject: 'AWS CLI 2',
    ask: () => {
      const version = versionOf('aws', '--version');
      if (version?.startsWith('aws-cli/2.') === true) return ok(version);
      return note(`${version ?? 'not on the PATH'}; the runbooks' commands are of version 2: ${AWS_CLI}`);
    },
  },
  optional(
    'Session Manager plugin',
    'session-manager-plugin',
    ['--version'],
    'operators reach tasks and the ops host with it',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
  ),
  optional('jq', 'jq', ['--version'], 'runbooks read JSON with it', 'https://jqlang.org/download/'),
  optional('gh', 'gh', ['--version'], 'runbooks set up GitHub with it', 'https://cli.github.com'),
  optional('Docker', 'docker', ['--version'], 'it pushes images', 'https://docs.docker.com/engine/install/'),
];
