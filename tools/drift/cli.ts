import { runCommand } from '../session/run-command';
import { readArguments } from '../plan/arguments';
import { drift } from './run';

const USAGE = `Usage: npm run drift -- --env <name> [--stack <name> ...]

Looks for what was changed outside Terraform: what the states have, against what there is. Changes nothing.

Options
  --env <name>            the environment (dev)
  --stack <name>          looks only at this stack, such as dev-network; may be given several times
  --out <folder>          where the stacks are synthesized (cdktf.out)
  --plans <folder>        where drift.md and drift.json are written (plans/<environment>)
  --lock-timeout <time>   waits that long for a lock that somebody else holds, such as 5m (0s)
  --help                  shows this

Exit code: 0 no drift, 2 drift, 1 for everything else: a stack that cannot be looked at, no credentials, an unknown
environment or stack. 130 after Ctrl-C.`;

async function main(): Promise<number> {
  const command = readArguments(USAGE);
  if (command !== undefined) return drift(command);
  console.log(USAGE);
  return 0;
}

runCommand(USAGE, main);
