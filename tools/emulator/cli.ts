import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../session/run-command';
import { ToolError } from '../support/project';
import { tryLock } from '../setup/lock.cjs';
import { CommandOptions, DEFAULTS } from './command-line';
import { destroy } from './destroy';
import { stopEmulator } from './lifecycle';
import { endpointOf } from './record';
import { start } from './start';

const USAGE = `Usage: npm start [-- --env <name>]        deploys an environment on the emulator, dev by default
       npm run destroy [-- --env <name>]  takes its stacks down
       npm stop                           ends the emulator

Options
  --env <name>    the environment (dev)
  --home <folder> where the emulator keeps its files (.emulator)
  --out <folder>  where the stacks are synthesized (cdktf.out)
  --help          shows this

Exit code: 0 when all went well, 1 for a failure, 2 for a command that was not understood, 3 when the environment is
protected: nothing was destroyed then, and the way to go on is shown. 130 after Ctrl-C.`;

async function stop({ home }: CommandOptions): Promise<number> {
  const stopped = await stopEmulator(home);
  console.log(
    stopped === undefined
      ? 'The emulator was not running.'
      : `The emulator at ${endpointOf(stopped)} is stopped.`,
  );
  return 0;
}

const COMMANDS: Readonly<Record<string, (options: CommandOptions) => Promise<number>>> = {
  start,
  stop,
  destroy,
};

function parse(
  args: readonly string[],
): { run: (options: CommandOptions) => Promise<number>; options: CommandOptions } | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      env: { type: 'string', default: DEFAULTS.environment },
      home: { type: 'string', default: DEFAULTS.home },
      out: { type: 'string', default: DEFAULTS.outDir },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const [command = '', ...rest] = positionals;
  const run = COMMANDS[command];
  if (run === undefined || rest.length > 0) {
    throw new ToolError(
      `There is no command ${positionals.join(' ') || '(none given)'}, only ${Object.keys(COMMANDS).join(', ')}.\n\n${USAGE}`,
      2,
    );
  }
  return {
    run,
    options: { environment: values.env, home: resolve(values.home), outDir: resolve(values.out) },
  };
}

async function main(): Promise<number> {
  // The pinned version of the SDK knows this Node.js; what it says of later ones is no concern of the person's.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const parsed = parse(process.argv.slice(2));
  if (parsed === undefined) {
    console.log(USAGE);
    return 0;
  }
  const lock = tryLock(join(parsed.options.home, 'lock'));
  if ('heldBy' in lock) {
    throw new ToolError(
      `Another command works on this emulator (process ${lock.heldBy}): wait for it, or end it with Ctrl-C first.`,
    );
  }
  try {
    return await parsed.run(parsed.options);
  } finally {
    lock.release();
  }
}

runCommand(USAGE, main);
