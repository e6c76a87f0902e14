import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Interrupted } from '../deploy/stack';
import { projectRoot, ToolError } from '../support/project';
import { Base } from './git';
import { describeBase } from './preview-report';

/** Folders of installed packages in the project, each with the file that pins its content. */
const INSTALLED = [
  { folder: 'node_modules', pinnedBy: 'package-lock.json', link: linkEntries },
  { folder: '.venv', pinnedBy: 'tools/emulator/requirements.txt', link: symlinkSync },
] as const;

/** Build caches, kept to save a second download; the build renews what does not fit the sources. */
const CACHED = ['.cache/wheels', 'dist/lambdas'];

/** Lines of what a base said that are shown. */
const MOST_LINES = 25;

const contentOf = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

/**
 * Gives the base what is installed here, as far as it needs the same. What it needs otherwise its own bootstrap installs,
 * into its own folder.
 *
 * @returns the files that pin something else
 */
export function shareInstalled(source: string, root: string = projectRoot): string[] {
  const others: string[] = [];
  for (const { folder, pinnedBy, link } of INSTALLED) {
    const isSame = contentOf(join(source, pinnedBy)) === contentOf(join(root, pinnedBy));
    if (isSame && existsSync(join(root, folder))) {
      // A base may have committed it.
      rmSync(join(source, folder), { recursive: true, force: true });
      link(join(root, folder), join(source, folder));
    } else others.push(pinnedBy);
  }
  for (const folder of CACHED) {
    if (!existsSync(join(root, folder))) continue;
    // A base may have committed a link, which would lead out of it.
    for (const each of [dirname(folder), folder]) {
      if (isLink(join(source, each))) rmSync(join(source, each));
    }
    mkdirSync(dirname(join(source, folder)), { recursive: true });
    cpSync(join(root, folder), join(source, folder), { recursive: true });
  }
  return others;
}

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Links a folder entry by entry: an install into the base then removes links, and not what they lead to. */
function linkEntries(target: string, path: string): void {
  mkdirSync(path);
  for (const name of readdirSync(target)) symlinkSync(join(target, name), join(path, name));
}

/**
 * Synthesizes the base with its own code, for an account that has no state bucket yet: a new emulator is one.
 *
 * The base has to offer only the command `npm run synth -- --new-account`, and to respect the variable CDKTF_OUTDIR.
 *
 * @throws ToolError with the last of what the base said
 */
export async function synthesizeBase(
  base: Base,
  source: string,
  outDir: string,
  signal: AbortSignal,
): Promise<void> {
  mkdirSync(outDir, { recursive: true });
  const { exitCode, output } = await npm(['run', '--silent', 'synth', '--', '--new-account'], signal, {
    cwd: source,
    env: { ...process.env, CDKTF_OUTDIR: outDir },
  });
  if (signal.aborted) throw new Interrupted('the synthesis of the base was interrupted');
  if (exitCode === 0 && existsSync(join(outDir, 'manifest.json'))) return;
  const said = output.trim().split('\n').slice(-MOST_LINES).join('\n');
  throw new ToolError(
    `The base, ${describeBase(base)}, does not synthesize. \`npm run synth -- --new-account\` in it says:\n\n` +
      `${said || `nothing, and ends with exit code ${exitCode ?? 'of a signal'}`}\n\nChoose a base that does.`,
  );
}

/**
 * Runs npm in a process group of its own: it and its shell pass no signal on to what they started.
 *
 * @returns what it said, and its exit code; null for one that was ended by a signal
 */
async function npm(
  args: readonly string[],
  signal: AbortSignal,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn('npm', args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const stop = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It ended in this very moment.
    }
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { exitCode, output };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
