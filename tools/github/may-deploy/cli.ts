import { parseArgs } from 'node:util';
import { runCommand } from '../../session/run-command';
import { ToolError } from '../../support/project';
import { openGitHub } from '../api';
import { Attempt, checkMayDeploy, TASKS } from './run';

const USAGE = `Usage: npm run may-deploy -- <${TASKS.join('|')}>

For the jobs of the workflow that deploys, before they do anything. Plans are made in the first attempt of a run, of the
newest commit; an apply that is started again has to be of the newest commit, too.

Environment: GITHUB_RUN_ATTEMPT, GITHUB_SHA; GITHUB_TOKEN, which may read contents; GITHUB_REPOSITORY; GITHUB_API_URL.

Exit code: 0 the job may go on. 2 for a command that is not understood. 1 for everything else.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const task = TASKS.find((each) => each === positionals[0]);
  if (task === undefined || positionals.length > 1) {
    throw new ToolError(`Before what, ${TASKS.join(' or ')}?\n\n${USAGE}`, 2);
  }
  await checkMayDeploy(openGitHub(process.env), task, readAttempt(process.env));
  console.log(`This run may ${task}.`);
  return 0;
}

function readAttempt({ GITHUB_RUN_ATTEMPT: number = '', GITHUB_SHA: sha = '' }: NodeJS.ProcessEnv): Attempt {
  if (!/^[1-9]\d*$/.test(number) || !/^[0-9a-f]{40}$/.test(sha)) {
    throw new ToolError(
      'GITHUB_RUN_ATTEMPT takes a number from 1 on, and GITHUB_SHA a whole commit: every step of a workflow has both.',
    );
  }
  return { number: Number(number), sha };
}

runCommand(USAGE, main);
