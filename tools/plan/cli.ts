import { runCommand } from '../session/run-command';
import { readArguments } from './arguments';
import { plan } from './run';

const USAGE = `Usage: npm run plan -- --env <name> [--stack <name> ...]

Synthesizes, plans every stack of an environment, and writes one report on all of them. The usual variables of the AWS
environment say where: credentials of an account, or the emulator after \`source .emulator/env\`. Changes nothing.

Options
  --env <name>            the environment (dev)
  --stack <name>          plans only this stack, such as dev-network; may be given several times
  --out <folder>          where the stacks are synthesized (cdktf.out)
  --plans <folder>        where plan files and report are written (plans/<environment>)
  --lock-timeout <time>   waits that long for a lock that somebody else holds, such as 5m (0s)
  --help                  shows this

Exit code: 0 nothing to change, 2 changes, 1 for everything else: a stack that cannot be planned, no credentials, an
unknown environment or stack. 130 after Ctrl-C.

The folder then holds report.md, comment.md (the same, or shortened to what fits a comment on GitHub), and of each stack
its plan file and the plan as JSON. Those two hold secrets in clear: keep them to yourself.`;

async function main(): Promise<number> {
  const command = readArguments(USAGE);
  if (command !== undefined) return plan(command);
  console.log(USAGE);
  return 0;
}

runCommand(USAGE, main);
