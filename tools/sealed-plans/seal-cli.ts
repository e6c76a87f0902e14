import { runCommand } from '../session/run-command';
import { shortPath } from '../support/short-path';
import { ToolError } from '../support/project';
import { readArguments, variable } from './arguments';
import { seal } from './seal';

const USAGE = `Usage: npm run seal -- --env <name> --out <file>

Seals the plans that \`npm run plan\` saved, so that they may be stored where others can read: plans hold secrets in clear.
Only \`npm run unseal\` with the identity behind PLANS_RECIPIENT opens them, or \`age -d\` and \`tar xz\`.

Options
  --env <name>      the environment (dev)
  --out <file>      the sealed file
  --plans <folder>  where the plans are (plans/<environment>)
  --help            shows this

Environment: PLANS_RECIPIENT, age1…, which is public.

Exit code: 0 sealed. 2 for a command that is not understood. 1 for everything else.`;

async function main(): Promise<number> {
  const { command, help, out, positionals } = readArguments();
  if (help) {
    console.log(USAGE);
    return 0;
  }
  if (out === undefined || positionals.length > 0)
    throw new ToolError(`--out takes the file.\n\n${USAGE}`, 2);
  const recipient = variable('PLANS_RECIPIENT', 'the public key of who may apply these plans');
  const names = await seal(command, recipient, out);
  console.log(
    `Sealed ${names.length} files of ${shortPath(command.folder)} in ${shortPath(out)}, to ${recipient}.`,
  );
  return 0;
}

runCommand(USAGE, main);
