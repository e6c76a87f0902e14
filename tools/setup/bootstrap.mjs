/**
 * Installs what is missing, then runs a command with the project's programs on the PATH:
 *
 *   node tools/setup/bootstrap.mjs <node|emulator|checks> -- <command> [arguments]
 *
 * Plain Node without packages, because it runs before there are any.
 */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { constants } from 'node:os';
import { ensureInstalled, needs, projectRoot } from './install.mjs';
import { finished, SetupError } from './run-quietly.mjs';

const usage = `Usage: node tools/setup/bootstrap.mjs <${needs.join('|')}> -- <command> [arguments]`;

async function run(command, args) {
  const env = {
    ...process.env,
    PATH: `${join(projectRoot, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
  };
  const options = { cwd: projectRoot, env, stdio: 'inherit' };
  const { code, signal, error } = await finished(spawn(command, args, options));
  if (error) throw new SetupError(`${command} cannot be run: ${error.message}`);
  return code ?? 128 + constants.signals[signal];
}

async function main() {
  const [need, separator, command, ...args] = process.argv.slice(2);
  if (!needs.includes(need) || separator !== '--' || command === undefined) {
    console.error(usage);
    return 2;
  }
  await ensureInstalled(need);
  return run(command, args);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
