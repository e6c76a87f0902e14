import { resolve } from 'node:path';
import { runCommand } from '../session/run-command';
import { shortPath } from '../support/short-path';
import { npmCommand } from '../plan/command-line';
import { ToolError } from '../support/project';
import { readArguments, variable } from './arguments';
import { unseal } from './unseal';

const USAGE = `Usage: npm run unseal -- --env <name> <file>

Opens what \`npm run seal\` sealed, for \`npm run apply\`.

Options
  --env <name>      the environment (dev)
  --plans <folder>  where the plans go, a folder without any (plans/<environment>)
  --help            shows this

Environment: PLANS_IDENTITY, AGE-SECRET-KEY-1…, which is secret.

Exit code: 0 opened. 2 for a command that is not understood. 1 for everything else; nothing was written then.`;

async function main(): Promise<number> {
  const { command, help, out, positionals } = readArguments();
  if (help) {
    console.log(USAGE);
    return 0;
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1 || out !== undefined) {
    throw new ToolError(`Which file?\n\n${USAGE}`, 2);
  }
  const identity = variable('PLANS_IDENTITY', 'the secret key that opens these plans');
  const names = await unseal(command, identity, resolve(file));
  console.log(
    `Opened ${names.length} files into ${shortPath(command.folder)}. To apply: ${npmCommand('apply', command)}`,
  );
  return 0;
}

runCommand(USAGE, main);
