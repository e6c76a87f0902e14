import { parseArgs } from 'node:util';
import { runCommand } from '../../session/run-command';
import { ToolError } from '../../support/project';
import { openGitHub } from '../api';
import { comment } from './run';

const USAGE = `Usage: npm run comment -- --run <id>

Writes the reports on a pull request into one comment, and keeps that up to date. For the workflow that follows preview
and plan; docs/runbooks/github.md says how they fit together.

Options
  --run <id>  a workflow run that has ended; it says which pull request
  --help      shows this

Environment: GITHUB_TOKEN, which may read actions and write pull requests; GITHUB_REPOSITORY; GITHUB_API_URL.

Exit code: 0 done, or nothing to do. 2 for a command that is not understood. 1 for everything else.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { run: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.run === undefined || !/^\d+$/.test(values.run)) {
    throw new ToolError(`--run takes the number of a workflow run.\n\n${USAGE}`, 2);
  }
  console.log(await comment(openGitHub(process.env), values.run));
  return 0;
}

runCommand(USAGE, main);
