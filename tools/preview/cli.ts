import { runCommand } from '../session/run-command';
import { readArguments } from './arguments';
import { preview } from './run';

const USAGE = `Usage: npm run preview -- --base <git ref> [--env <name>]

Shows what merging the working tree would do to an environment that stands at the base: deploys the base on an emulator of
its own, then plans and applies the working tree on it, stack by stack, so that each plan sees the real outputs of those
before. Asks no AWS account and needs no credentials; those of the AWS environment are not used.

Options
  --base <git ref>  what the environment stands at: a branch, tag or commit, such as origin/main
  --env <name>      the environment (dev)
  --help            shows this

Exit code: 0 nothing would change, 2 changes, 1 for everything else: a stack that cannot be planned or applied, a base that
does not synthesize, an unknown ref or environment. 130 after Ctrl-C.

The report is in previews/<environment>: report.md, and comment.md (the same, or shortened to what fits a comment on GitHub).`;

async function main(): Promise<number> {
  const command = readArguments(USAGE);
  if (command !== undefined) return preview(command);
  console.log(USAGE);
  return 0;
}

runCommand(USAGE, main);
