import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../../session/run-command';
import { readFindings } from '../../drift/findings';
import { defaultFolder, regionOf } from '../../plan/command-line';
import { ToolError } from '../../support/project';
import { openGitHub } from '../api';
import { keepIssues } from './run';

const USAGE = `Usage: npm run drift-issues -- --env <name>

Keeps one issue on GitHub for each stack that \`npm run drift\` found drifted: opens it, updates it, closes it. An issue of a
stack that could not be looked at stays as it is.

Options
  --env <name>      the environment (dev)
  --plans <folder>  where drift.json is (plans/<environment>)
  --help            shows this

Environment: GITHUB_TOKEN, which may write issues; GITHUB_REPOSITORY; GITHUB_API_URL.

Exit code: 0 done. 2 for a command that is not understood. 1 for everything else.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      env: { type: 'string', default: 'dev' },
      plans: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { env } = values;
  regionOf(env);
  const findings = readFindings(resolve(values.plans ?? defaultFolder(env)), `npm run drift -- --env ${env}`);
  if (findings.environment !== env) {
    throw new ToolError(`What was found there is of ${findings.environment}, not of ${env}.`);
  }
  for (const line of await keepIssues(openGitHub(process.env), findings)) console.log(line);
  return 0;
}

runCommand(USAGE, main);
