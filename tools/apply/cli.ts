import { runCommand } from '../session/run-command';
import { readArguments } from '../plan/arguments';
import { apply } from './run';

const USAGE = `Usage: npm run apply -- --env <name> [--stack <name> ...]

Applies the plans that \`npm run plan\` saved, in order: exactly what its report says, or nothing. It refuses when
something moved since: the source, the account or address, the version of Terraform, a state, outputs that a stack reads.
It stops at the first failure. A plan that is applied is used up, so a second apply goes on behind it.

Plans that the report calls provisional are not applied: plan again once the stacks before them are applied.

Options
  --env <name>            the environment (dev)
  --stack <name>          applies only the plan of this stack, such as dev-network; may be given several times
  --out <folder>          where the stacks are synthesized (cdktf.out)
  --plans <folder>        where the plans are (plans/<environment>)
  --lock-timeout <time>   waits that long for a lock that somebody else holds, such as 5m (0s)
  --help                  shows this

Exit code: 0 applied, or nothing was left to apply. 2 what held is applied, and a stack has to be planned again. 1 for
everything else: refused, failed, no plans, no credentials, an unknown environment or stack. 130 after Ctrl-C.`;

async function main(): Promise<number> {
  // The pinned version of the SDK knows this Node.js; what it says of later ones is no concern of the person's.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const command = readArguments(USAGE);
  if (command !== undefined) return apply(command);
  console.log(USAGE);
  return 0;
}

runCommand(USAGE, main);
