import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Finding, writeFindings } from '../../../tools/drift/findings';
import { openGitHub } from '../../../tools/github/api';
import { markerOf } from '../../../tools/github/drift/issue';
import { keepIssues } from '../../../tools/github/drift/run';
import { temporaryFolder } from '../../support/temporary-folder';
import { FakeGitHub, Issue } from './fake-github';
import { runCommand } from './run-command';

let github: FakeGitHub;
beforeEach(async () => {
  github = await FakeGitHub.start();
});

const found = (stack: string, status: Finding['status'], ...content: string[]): Finding => ({
  stack,
  status,
  counts: '1 changed, 0 gone',
  content,
});
const findings = (stacks: Finding[], isWhole = true) => ({
  format: 1 as const,
  environment: 'dev',
  place: 'account 123456789012, us-west-2, at AWS',
  isWhole,
  stacks,
});
const keep = (...stacks: Finding[]) => keepIssues(openGitHub(github.env), findings(stacks));
const states = () => github.issues.map(({ title, state }) => [title, state]);

test('the command opens an issue for the stack that drifted, with a label, and says so', async () => {
  const folder = join(temporaryFolder('drift-issues'), 'dev');
  mkdirSync(folder);
  writeFindings(
    folder,
    findings([found('dev-network', 'drift', '**changed**: `aws_vpc.it`'), found('dev-data', 'clean')]),
  );
  const { status, stdout } = await runCommand(
    'github/drift/cli.ts',
    ['--env', 'dev', '--plans', folder],
    github.env,
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/dev-network: opened #\d+\ndev-data: no drift\n/);
  expect(states()).toEqual([['Drift in dev-network', 'open']]);
  expect(github.labels).toMatchObject([{ name: 'drift' }]);
  expect(github.issues[0]).toMatchObject({
    labels: [{ name: 'drift' }],
    body: expect.stringMatching(/^<!-- .*dev-network -->[^]*1 changed, 0 gone[^]*aws_vpc\.it/) as string,
  });
});

test('an issue is updated when something else is found, and left alone when not', async () => {
  await keep(found('dev-network', 'drift', 'first'));
  await keep(found('dev-network', 'drift', 'first'));
  expect(github.changes).toEqual(['POST /labels', 'POST /issues']);
  expect(await keep(found('dev-network', 'drift', 'second'))).toEqual([expect.stringContaining('updated #')]);
  expect(github.issues).toHaveLength(1);
  expect(github.issues[0]?.body).toContain('second');
});

test('it closes when there is no drift any more, with a word, and the same one opens again', async () => {
  await keep(found('dev-network', 'drift', 'first'));
  expect(await keep(found('dev-network', 'clean'))).toEqual([expect.stringContaining('closed #')]);
  expect(states()).toEqual([['Drift in dev-network', 'closed']]);
  expect(github.issues[0]?.['state_reason']).toBe('completed');
  expect(github.comments.map(({ body }) => body)).toEqual(['There is no drift any more.']);

  const before = github.changes.length;
  await keep(found('dev-network', 'clean'));
  expect(github.changes).toHaveLength(before);

  expect(await keep(found('dev-network', 'drift', 'later'))).toEqual([
    expect.stringMatching(/opened #\d+ again/),
  ]);
  expect(states()).toEqual([['Drift in dev-network', 'open']]);
  expect(github.issues[0]?.body).toContain('later');
});

test('a stack that could not be looked at has its issue neither opened nor closed', async () => {
  await keep(found('dev-network', 'drift', 'first'));
  const before = github.changes.length;
  await keep(found('dev-network', 'failed', 'AccessDenied'), found('dev-data', 'failed'));
  expect(github.changes).toHaveLength(before);
  expect(states()).toEqual([['Drift in dev-network', 'open']]);
});

test('a stack that is gone from the source has its issue closed, but not when only some were looked at', async () => {
  await keep(found('dev-old', 'drift', 'first'));
  await keepIssues(openGitHub(github.env), findings([found('dev-network', 'clean')], false));
  expect(states()).toEqual([['Drift in dev-old', 'open']]);
  expect(await keep(found('dev-network', 'clean'))).toContainEqual(expect.stringMatching(/dev-old: closed/));
});

test('issues of other environments, of other people, and pull requests are not touched', async () => {
  const labels = [{ name: 'drift' }];
  const bot = { login: 'github-actions[bot]' };
  const others: Issue[] = [
    { number: 1, title: 'a', body: markerOf('prod', 'prod-network'), state: 'open', labels, user: bot },
    {
      number: 2,
      title: 'b',
      body: markerOf('dev', 'dev-network'),
      state: 'open',
      labels,
      user: { login: 'stranger' },
    },
    {
      number: 3,
      title: 'c',
      body: markerOf('dev', 'dev-network'),
      state: 'open',
      labels,
      user: bot,
      pull_request: {},
    },
    { number: 4, title: 'd', body: `> ${markerOf('dev', 'dev-network')}`, state: 'open', labels, user: bot },
  ];
  github.issues.push(...others);
  await keep(found('dev-network', 'clean'));
  expect(github.changes).toEqual([]);
  await keep(found('dev-network', 'drift', 'first'));
  expect(github.changes).toEqual(['POST /labels', 'POST /issues']);
});

test('more than fits is left out, paragraph by paragraph', async () => {
  await keep(
    found('dev-network', 'drift', ...Array.from({ length: 200 }, (_, n) => `${n} ${'x'.repeat(1000)}`)),
  );
  const { body = '' } = github.issues[0] ?? {};
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toMatch(/Left out for want of space: \d+ more paragraphs/);
});

test('without findings it says what to run, and findings of another environment are refused', async () => {
  const folder = temporaryFolder('drift-issues');
  const run = (...args: string[]) =>
    runCommand('github/drift/cli.ts', ['--plans', folder, ...args], github.env);
  expect(await run()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('npm run drift -- --env dev') as string,
  });
  writeFindings(folder, findings([]));
  expect(await run('--env', 'prod')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is of dev, not of prod') as string,
  });
  expect(github.changes).toEqual([]);
});
