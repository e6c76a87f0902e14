import { repository } from '../../src/config/repository';
import { APPLY_SESSION_SECONDS } from '../../src/constructs/identity/ci-identity';
import { applyRoleName, ciPath, PLAN_ROLE, PLAN_WORKFLOWS, PULL_REQUEST_ROLE } from '../../src/lib/ci-names';
import { Job, jobs, stepsOf, using, workflow } from './workflow-files';

const CREDENTIALS = 'aws-actions/configure-aws-credentials';
const roleOf = (job: Job): unknown => using(job, CREDENTIALS)[0]?.with?.['role-to-assume'];

describe('roles', () => {
  const arn = (name: string, account = 'matrix'): string =>
    `arn:aws:iam::\${{ ${account}.account }}:role${ciPath()}${name}`;
  const { plan = {} } = workflow('deploy-environment').jobs;
  const { apply = {} } = workflow('apply').jobs;

  test('are those of src/lib/ci-names.ts, which .github/workflows name by hand: for pull requests, the branch, each environment', () => {
    const roles = jobs.flatMap(([name, job]) => (roleOf(job) === undefined ? [] : [[name, roleOf(job)]]));
    expect(Object.fromEntries(roles)).toEqual({
      'plan.plan': arn(PULL_REQUEST_ROLE),
      'drift.drift': arn(PLAN_ROLE),
      'deploy-environment.plan': arn(PLAN_ROLE, 'inputs'),
      'apply.apply': arn(applyRoleName('it'), 'inputs').replace('-it-', '-${{ inputs.environment }}-'),
    });
  });

  test('of applies trust the GitHub environment that the job names, and of plans none', () => {
    expect(apply.environment).toBe('${{ inputs.environment }}');
    expect(jobs.filter(([, { environment }]) => environment !== undefined).map(([name]) => name)).toEqual([
      'apply.apply',
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
      'apply.apply': APPLY_SESSION_SECONDS,
    });
    for (const [, job] of jobs.filter(([, each]) => roleOf(each) !== undefined)) {
      const seconds = Number(using(job, CREDENTIALS)[0]?.with?.['role-duration-seconds'] ?? 3600);
      expect(Number(job['timeout-minutes']) * 60).toBeLessThanOrEqual(seconds);
    }
  });

  test('to plan what is applied are taken only behind the look at the newest commit', () => {
    const ids = stepsOf(plan).map(({ id, uses = '' }) => id ?? uses.split('@')[0]);
    expect(ids.indexOf('newest')).toBeGreaterThan(0);
    expect(ids.indexOf(CREDENTIALS)).toBeGreaterThan(ids.indexOf('newest'));
  });

  test('of plans trust pull requests and one branch: nothing else gets as far as asking', () => {
    const planning = jobs.filter(([, job]) =>
      [arn(PULL_REQUEST_ROLE), arn(PLAN_ROLE), arn(PLAN_ROLE, 'inputs')].includes(String(roleOf(job))),
    );
    const onBranchOnly = jobs.filter(([, job]) => String(roleOf(job)).endsWith(`/${PLAN_ROLE}`));
    expect(onBranchOnly.map(([name]) => `.github/workflows/${name.split('.')[0] ?? ''}.yml`).sort()).toEqual(
      PLAN_WORKFLOWS,
    );
    const runs = planning.map(([name, job, { on }]) => [
      name,
      'pull_request' in on || job.if?.split(' && ')[0],
    ]);
    const onBranch = `github.ref == 'refs/heads/${repository.branch}'`;
    expect(Object.fromEntries(runs)).toEqual({
      'plan.plan': true,
      'drift.drift': onBranch,
      // Called by deploy alone.
      'deploy-environment.plan': 'github.run_attempt == 1',
    });
    const [[, first] = []] = Object.entries(workflow('deploy').jobs);
    expect(first?.if?.split(' && ')[0]).toBe(onBranch);
    const callers = jobs.filter(([, { uses }]) => uses === './.github/workflows/deploy-environment.yml');
    expect(callers.filter(([name]) => !name.startsWith('deploy.'))).toEqual([]);
    expect(callers).toHaveLength(Object.keys(workflow('deploy').jobs).length);
  });

  test('a token for them is asked for only where a role is assumed', () => {
    const asking = jobs.filter(([, { permissions = {} }]) => permissions['id-token'] === 'write');
    expect(asking.every(([, job]) => roleOf(job) !== undefined || job.uses !== undefined)).toBe(true);
  });
});
