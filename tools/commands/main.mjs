/**
 * Runs a command of the project:
 *
 *   node tools/commands/main.mjs <command> [arguments]
 *
 * Help and refusals come first, then what is missing is installed: plain Node, because there may be no packages yet.
 */
import { createRequire } from 'node:module';
import { ensureInstalled, projectRoot } from '../setup/install.mjs';
import { SetupError } from '../setup/setup-error.cjs';
import { readArguments } from './arguments.cjs';
import { commands } from './table.cjs';
import { typed, usage } from './usage.cjs';

const require = createRequire(import.meta.url);

async function main() {
  const [name = '', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const width = Math.max(...Object.keys(commands).map((each) => typed(each).length));
    const lines = Object.entries(commands).map(
      ([each, { does }]) => `  ${typed(each).padEnd(width)}  ${does}`,
    );
    console.error([`There is no command ${name || '(none given)'}, only:`, ...lines].join('\n'));
    return 2;
  }
  process.chdir(projectRoot);
  const { help, values, positionals, problems } = readArguments(command, args);
  if (help) {
    console.log(usage(name, command));
    return 0;
  }
  const misuse = command.misuse ?? 2;
  if (problems.length > 0) {
    console.error([...problems, `\`${typed(name)} -- --help\` tells what it takes.`].join('\n'));
    return misuse;
  }
  await ensureInstalled('node');
  require('tsx/cjs/api').register();
  const { toExitCode } = require('../session/exit-code');
  const environment = command.options.env?.isDefined ? values.env : undefined;
  return toExitCode({ misuse, environment }, async () => {
    // An emulator takes minutes: by now the environment is known to be one.
    if (command.needs !== 'node') await ensureInstalled(command.needs);
    return command.run(values, positionals);
  });
}

try {
  // Handles may be open still, such as a connection that is kept alive.
  process.exit(await main());
} catch (error) {
  // What the system refuses is no fault of ours either, such as a file on a full disk.
  if (!(error instanceof SetupError) && error.syscall === undefined) throw error;
  console.error(error.message);
  process.exit(1);
}
