import { FakeGitHub } from './fake-github';
import { Outcome, runCommand } from './run-command';

const HEAD = 'a'.repeat(40);
const OLD = 'b'.repeat(40);

async function mayDeploy(task: string, attempt: string, sha: string): Promise<Outcome> {
  const github = await FakeGitHub.start();
  github.head = HEAD;
  return runCommand('github/may-deploy/cli.ts', [task], {
    ...github.env,
    GITHUB_RUN_ATTEMPT: attempt,
    GITHUB_SHA: sha,
  });
}

test.each([
  ['a plan in a new run of the newest commit', 'plan', '1', HEAD],
  [
    'the apply behind it, also of a commit that is the newest no more: its plan was approved',
    'apply',
    '1',
    OLD,
  ],
  ['an apply that is started again, of the newest commit', 'apply', '2', HEAD],
])('goes on: %s', async (_, task, attempt, sha) => {
  expect(await mayDeploy(task, attempt, sha)).toMatchObject({ status: 0, stderr: '' });
});

test.each([
  [
    'a plan that is started again, which nobody might have to approve',
    'plan',
    '2',
    HEAD,
    /^Plans are made in new runs only: Actions, deploy, Run workflow\.\n$/,
  ],
  [
    'a plan of a run that a newer one overtook',
    'plan',
    '1',
    OLD,
    /main went on to aaaaaaaaaa, .* bbbbbbbbbb/,
  ],
  ['an apply that is started again after a newer run', 'apply', '3', OLD, /would take back what came since/],
])('does not: %s', async (_, task, attempt, sha, words) => {
  expect(await mayDeploy(task, attempt, sha)).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(words) as string,
  });
});

test.each([
  ['destroy', '1', HEAD, 2, 'Before what, plan or apply?'],
  ['plan', '', HEAD, 1, 'GITHUB_RUN_ATTEMPT'],
  ['plan', '1', 'main', 1, 'GITHUB_SHA'],
])('what is missing or wrong is told: %s, %j, %s', async (task, attempt, sha, status, words) => {
  expect(await mayDeploy(task, attempt, sha)).toMatchObject({
    status,
    stderr: expect.stringContaining(words) as string,
  });
});
