import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { runStep, StandIns, StepResult } from './run-step';
import { actions, Step, stepsOf, workflow } from './workflow-files';

const step = (file: string, job: string, id: string): Step | undefined =>
  stepsOf(workflow(file).jobs[job] ?? {}).find((each) => each.id === id);

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('step');
});
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

describe.each([
  ['plan', 'plan', 'plan', 'npm run plan -- --env dev --no-lock'],
  ['preview', 'preview', 'preview', 'npm run preview -- --env dev --base HEAD^1'],
  ['deploy-environment', 'plan', 'plan', 'npm run plan -- --env dev --no-lock --to-bucket'],
  ['apply', 'apply', 'apply', 'npm run apply -- --env dev --from-bucket a-b --lock-timeout 10m'],
])('%s', (file, job, id, call) => {
  const end = (code: number): StepResult => {
    write('plans/dev/saved-as', 'a-b');
    const env = { ENVIRONMENT: 'dev', PLANS: 'a-b' };
    return runStep(step(file, job, id), folder, { npm: `exit ${code}` }, env);
  };

  test('calls the command, and fails where that fails', () => {
    expect(end(0)).toMatchObject({ status: 0, calls: [call], output: '' });
    expect(end(1)).toMatchObject({ status: 1, output: '' });
    expect(end(130).status).not.toBe(0);
  });

  test('takes changes for no failure, but plans to make again for one', () => {
    expect(end(2).status).toBe(file === 'apply' ? 2 : 0);
    expect(end(2).output).toBe(file === 'deploy-environment' ? 'plans=a-b\n' : '');
  });
});

test('a deployment goes on only with the newest commit of its branch', () => {
  const run = (newest: string): StepResult => {
    const env = { GITHUB_SHA: 'abc', GITHUB_REF_NAME: 'main', GITHUB_REPOSITORY: 'octo/repo' };
    return runStep(step('deploy-environment', 'plan', 'newest'), folder, { gh: newest }, env);
  };
  expect(run('echo abc')).toMatchObject({
    status: 0,
    calls: ['gh api repos/octo/repo/commits/main --jq .sha'],
  });
  expect(run('echo def')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('went on to def') as string,
  });
  expect(run('exit 4').status).not.toBe(0);
});

test('without an approval by the environment the summary has the command that applies exactly these plans', () => {
  const byHand = step('deploy-environment', 'plan', 'by-hand');
  const env = { ENVIRONMENT: 'dev', ACCOUNT: '123456789012', REGION: 'us-west-2', PLANS: 'a-b' };
  expect(byHand?.if).toBe("steps.plan.outputs.plans != '' && vars.APPROVAL != 'environment'");
  expect(runStep(byHand, folder, {}, env).summary).toContain(
    'gh workflow run apply.yml -f environment=dev -f account=123456789012 -f region=us-west-2 -f plans=a-b\n',
  );
});

describe('the comment', () => {
  const [action] = actions['comment']?.steps ?? [];
  const marker = '<!-- petclinic: plan-dev -->';
  const env = { REPORTS: 'reports', GH_REPO: 'octo/repo', PULL_REQUEST: '7', RUN: 'https://github.test/run' };
  const run = (gh: string): StepResult => runStep(action, folder, { gh }, env);
  const body = (): string => readFileSync(join(folder, 'reports/plan-dev/comment.md.body'), 'utf8');

  test('is written for each report, and says which run made it', () => {
    write('reports/plan-dev/comment.md', '# Plan of dev\n');
    write('reports/plan-prod/comment.md', '# Plan of prod\n');
    const { status, calls } = run('');
    expect(status).toBe(0);
    expect(calls.filter((call) => call.startsWith('gh pr'))).toEqual([
      'gh pr comment 7 --body-file reports/plan-dev/comment.md.body',
      'gh pr comment 7 --body-file reports/plan-prod/comment.md.body',
    ]);
    expect(body()).toBe(`${marker}\n\n# Plan of dev\n\n[The run](https://github.test/run)\n`);
  });

  test('of a report that has one is brought up to date', () => {
    write('reports/plan-dev/comment.md', '# Plan of dev\n');
    const { calls } = run('case "$*" in *--jq*) printf "12\\n13\\n";; esac');
    expect(calls[0]).toContain(`startswith("${marker}")`);
    expect(calls[0]).toContain('.user.login == "github-actions[bot]"');
    expect(calls.slice(1)).toEqual([
      'gh api --method PATCH repos/octo/repo/issues/comments/12 --field body=@reports/plan-dev/comment.md.body',
    ]);
  });

  test('fails where GitHub does, and without a report there is none', () => {
    expect(run('exit 1')).toMatchObject({ status: 0, calls: [] });
    write('reports/plan-dev/comment.md', 'x');
    expect(run('exit 1').status).not.toBe(0);
  });
});

describe('drift', () => {
  const look = step('drift', 'drift', 'drift');
  const issue = step('drift', 'drift', 'issue');
  const open: StandIns = { gh: 'case "$*" in *--jq*) echo 5;; esac' };
  const run = (CODE: string, standIns: StandIns): StepResult => {
    const result = runStep(issue, folder, standIns, { CODE, ENVIRONMENT: 'dev', GH_REPO: 'octo/repo' });
    return { ...result, calls: result.calls.slice(1).map((call) => call.split(' ').slice(0, 4).join(' ')) };
  };

  test('the look hands its exit code on', () => {
    for (const code of [0, 1, 2]) {
      const result = runStep(look, folder, { npm: `exit ${code}` }, { ENVIRONMENT: 'dev' });
      expect(result).toMatchObject({
        status: 0,
        output: `code=${code}\n`,
        calls: ['npm run drift -- --env dev --no-lock'],
      });
    }
  });

  test.each<[string, string, StandIns, number, string[]]>([
    ['opens an issue', '2', { gh: '' }, 0, ['gh label create drift', 'gh issue create --title']],
    ['brings the open one up to date', '2', open, 0, ['gh issue edit 5']],
    ['closes it where there is no drift any more', '0', open, 0, ['gh issue close 5']],
    ['does nothing where there is none', '0', { gh: '' }, 0, []],
    ['opens none, and is red, where a stack could not be looked at', '1', { gh: '' }, 1, []],
    ['is red where GitHub fails', '2', { gh: 'exit 3' }, 3, []],
  ])('%s', (_, code, standIns, status, calls) => {
    write('plans/dev/drift.md', '# Drift of dev');
    const result = run(code, standIns);
    expect(result.status).toBe(status);
    expect(result.calls.map((call, at) => call.slice(0, calls[at]?.length))).toEqual(calls);
  });
});

describe('the nightly look at the models', () => {
  const models = step('drift', 'drift', 'models');
  const run = (lines: string, code = 0): StepResult =>
    runStep(models, folder, { npm: `echo '${lines}'; exit ${code}` }, { ENVIRONMENT: 'dev' });

  test('asks for the models alone, and is silent while all is well', () => {
    expect(run('ok      anthropic.a: life cycle  ACTIVE')).toMatchObject({
      status: 0,
      calls: ['npm run doctor -- --env dev --models'],
      stdout: 'ok      anthropic.a: life cycle  ACTIVE\n',
    });
  });

  test('warns of a model that will end, and is red when it ended or could not be asked', () => {
    const legacy = 'note    anthropic.a: life cycle  LEGACY, ends 2999-12-24';
    const warning = '::warning title=Models of dev::anthropic.a: life cycle  LEGACY, ends 2999-12-24\n';
    expect(run(legacy)).toMatchObject({ status: 0, stdout: expect.stringContaining(warning) as string });
    expect(run('FAILED  anthropic.a: life cycle  ended', 1)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('::warning title=Models of dev::anthropic.a') as string,
    });
  });
});
