import { zipSync } from 'fflate';
import { openGitHub } from '../../../tools/github/api';
import { unpack } from '../../../tools/github/comment/artifact';
import { MARKER } from '../../../tools/github/comment/body';
import { comment as writeComment } from '../../../tools/github/comment/run';
import { FakeGitHub, REPOSITORY, TOKEN } from './fake-github';
import { runCommand } from './run-command';

const SHA = 'a'.repeat(40);
const FORK = 'stranger/octo-repo';
let github: FakeGitHub;

interface Made {
  readonly of?: string;
  readonly sha?: string;
  readonly conclusion?: string | null;
  readonly status?: string;
  readonly event?: string;
}

/** A run of `preview` or `plan`, for the branch `topic`. */
function addRun(id: number, workflow: string, made: Made = {}): number {
  const {
    of = REPOSITORY,
    sha = SHA,
    conclusion = 'success',
    status = 'completed',
    event = 'pull_request',
  } = made;
  const [login] = of.split('/');
  github.runs.push({
    id,
    path: `.github/workflows/${workflow}.yml@main`,
    event,
    status,
    conclusion,
    head_sha: sha,
    head_branch: 'topic',
    head_repository: { full_name: of, owner: { login } },
    html_url: `https://github.com/${REPOSITORY}/actions/runs/${id}`,
  });
  return id;
}

function addPull(number: number, of = REPOSITORY, sha = SHA): void {
  const label = `${String(of.split('/')[0])}:topic`;
  github.pulls.push({
    number,
    state: 'open',
    base: { ref: 'main' },
    head: { sha, ref: 'topic', label, repo: { full_name: of } },
  });
}

/** A run that left a report. */
function addReport(id: number, workflow: string, name: string, text: string, made: Made = {}): number {
  addRun(id, workflow, made);
  github.addArtifact(id, name, { 'comment.md': text });
  return id;
}

const comment = (run: number): Promise<string> => writeComment(openGitHub(github.env), String(run));
const written = (): string => github.comments.at(-1)?.body ?? '';

beforeEach(async () => {
  github = await FakeGitHub.start();
});

test('the reports of both workflows stand in one comment, which is made once and then kept up to date', async () => {
  addPull(7);
  addReport(1, 'preview', 'preview-dev', '# Preview of dev\n\n**1 to add**\n');
  const { status, stdout } = await runCommand('github/comment/cli.ts', ['--run', '1'], github.env);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('#7') as string });
  expect(written().startsWith(MARKER)).toBe(true);
  expect(written()).toContain('> **1 to add**');

  addReport(2, 'plan', 'plan-dev', '# Plan of dev\n\n**No changes**\n');
  github.addArtifact(2, 'plan-prod', { 'comment.md': '**2 to destroy**' });
  expect(await comment(2)).toContain('Updated');
  expect(github.changes).toEqual([
    'POST /issues/7/comments',
    expect.stringMatching(/^PATCH \/issues\/comments\//),
  ]);
  const titles = written().match(/^## .*$/gm);
  expect(titles).toEqual(['## Preview of dev', '## Plan of dev', '## Plan of prod']);
  expect(written()).toContain('> **2 to destroy**');
  expect(written()).toContain('https://github.com/octo-org/octo-repo/actions/runs/2');

  expect(await comment(1)).toContain('up to date');
  expect(github.changes).toHaveLength(2);
});

test('a report that comes again takes the place of the one before, and the latest attempt counts', async () => {
  addPull(7);
  addReport(1, 'preview', 'preview-dev', 'first');
  addReport(2, 'preview', 'preview-dev', 'second');
  github.addArtifact(2, 'preview-dev', { 'comment.md': 'third' });
  await comment(1);
  expect(written()).toContain('> third');
  expect(written()).not.toMatch(/first|second/);
});

test('a comment of somebody else is never taken for ours, whatever it says', async () => {
  addPull(7);
  for (let id = 1; id <= 5; id++) {
    github.comments.push({ id, body: `${MARKER}\n\nAll is well.`, user: { login: 'stranger' } });
  }
  github.comments.push({ id: 6, body: `See ${MARKER}`, user: { login: 'github-actions[bot]' } });
  addReport(1, 'preview', 'preview-dev', 'ours');
  await comment(1);
  expect(github.changes).toEqual(['POST /issues/7/comments']);
  // On the third page by now.
  await comment(1);
  expect(github.changes).toHaveLength(1);
});

describe('a fork', () => {
  test('gets the report of its preview, on its own pull request, and no plan that it says it made', async () => {
    addPull(8, FORK);
    addPull(9, REPOSITORY);
    addReport(1, 'preview', 'preview-dev', '**of the fork**', { of: FORK });
    addReport(2, 'plan', 'plan-prod', '**No changes**', { of: FORK });
    await comment(2);
    expect(github.changes).toEqual(['POST /issues/8/comments']);
    expect(written()).toContain('> **of the fork**');
    expect(written()).toContain('Made by the pull request');
    expect(written()).not.toContain('Plan of');
  });

  test('calls nobody, refers to nothing, hides nothing and ends what it leaves open', async () => {
    addPull(8, FORK);
    const evil = [
      '# Title 1',
      '@team and &#64;team and &commat;team and `@team` and @&#116;eam and \\@team',
      'fixes #1, GH-2, other/repo#3, #&#52;, &#35;5, https://github.com/o/r/issues/6, http&#58;//x.org, www.x.org',
      '![pixel](https://evil.example/x.png)',
      `${MARKER} <!-- and the rest is not shown`,
      'turned \u202e round\u0007',
      '<details><summary>open</summary>',
      '```',
    ].join('\r\n');
    addReport(1, 'preview', 'preview-dev', evil, { of: FORK });
    await comment(1);
    const quote = written()
      .split('\n')
      .filter((line) => line.startsWith('>'));
    // All of it is in the quotation, and only there.
    expect(quote.join('\n')).toContain('details>');
    expect(written().replace(quote.join('\n'), '')).not.toMatch(/team|evil|details|```/);
    const text = quote.join('\n');
    expect(text).toContain('> # Title 1');
    expect(text).not.toMatch(/@[\w&]|#\d|#&|&[#\w]|GH-\d|:\/\/|www\.\w|<!--/);
    // eslint-disable-next-line no-control-regex -- one of those that have to be gone
    expect(text).not.toMatch(/[\u202e\u0007\r]/);
  });
});

describe('nothing is written', () => {
  test.each<[string, () => void]>([
    [
      'for a pull request that moved on since',
      () => {
        addPull(7, REPOSITORY, 'b'.repeat(40));
      },
    ],
    [
      'for the same branch of another repository',
      () => {
        addPull(7, FORK);
      },
    ],
    ['without a pull request', () => undefined],
  ])('%s', async (_, prepare) => {
    prepare();
    addReport(1, 'preview', 'preview-dev', 'old');
    expect(await comment(1)).toContain('nothing to do');
    expect(github.changes).toEqual([]);
  });

  test('for a run of no pull request', async () => {
    addPull(7);
    addReport(1, 'preview', 'preview-dev', 'of main', { event: 'push' });
    expect(await comment(1)).toContain('no pull request');
    expect(github.changes).toEqual([]);
  });

  test('of a plan that did not have to be made', async () => {
    addPull(7);
    addRun(1, 'plan', { conclusion: 'skipped' });
    expect(await comment(1)).toContain('Nothing to tell');
    expect(github.changes).toEqual([]);
  });
});

test('a report of a run that did not end well is told from one that did', async () => {
  addPull(7);
  addReport(1, 'preview', 'preview-dev', 'of attempt 1', { conclusion: 'failure' });
  addReport(2, 'plan', 'plan-dev', 'of dev');
  await comment(2);
  const [, preview = '', plan = ''] = written().split('\n## ');
  expect(preview).toMatch(/did not end well[^]*earlier attempt[^]*> of attempt 1/);
  expect(plan).toContain('> of dev');
  expect(plan).not.toContain('did not end well');
});

test.each<[string, Made, string]>([
  ['failed', { conclusion: 'failure' }, 'It failed before there was a report'],
  ['is at work', { status: 'in_progress', conclusion: null }, 'It is not through yet'],
  ['waits for a maintainer', { conclusion: 'action_required' }, 'Somebody has to allow it first'],
])('a run without a report that %s says so', async (_, made, words) => {
  addPull(7);
  addRun(1, 'preview', made);
  await comment(1);
  expect(written()).toContain(words);
});

test.each<[string, (run: number) => void, string]>([
  [
    'that is too large',
    (run) => {
      github.addArtifact(run, 'preview-dev', { 'comment.md': 'x' }, 10 ** 9);
    },
    '1000000000 bytes',
  ],
  [
    'that unpacks to too much',
    (run) => {
      github.addArtifact(run, 'preview-dev', { 'comment.md': 'x'.repeat(10 ** 6) });
    },
    'has 1000000 bytes',
  ],
  [
    'of something else',
    (run) => {
      github.addArtifact(run, 'preview-dev', { '../../tools/cli.ts': 'x' });
    },
    'does not hold',
  ],
  [
    'that is larger than it says',
    (run) => {
      github.addArtifact(run, 'preview-dev', 'flood', 100);
    },
    'It has more than',
  ],
  [
    'that is no zip',
    (run) => {
      github.addArtifact(run, 'preview-dev', new Uint8Array([1, 2, 3]));
    },
    'no zip',
  ],
])('an artifact %s is not read, and the comment says why', async (_, add, words) => {
  addPull(7);
  add(addRun(1, 'preview'));
  await comment(1);
  expect(written()).toContain(words);
  expect(written()).not.toContain('xxxx');
});

test('a zip that unpacks to more than it says gives no more than that', () => {
  const zip = zipSync({ 'comment.md': new TextEncoder().encode('x'.repeat(1_000_000)) });
  const view = new DataView(zip.buffer);
  // Every place that has the length: in front of the file, and in the directory.
  for (let at = 0; at + 4 <= zip.length; at++) {
    if (view.getUint32(at, true) === 1_000_000) view.setUint32(at, 10, true);
  }
  expect(unpack(zip)).toBe('xxxxxxxxxx');
});

test('what does not fit gives way from the longest on: its headline and the link stay', async () => {
  addPull(7);
  const long = (name: string, length: number) =>
    `# ${name}\n\n**${name} in a line**\n\n${'word '.repeat(length / 5)}`;
  addReport(1, 'preview', 'preview-dev', long('Preview', 30_000));
  addRun(2, 'plan');
  github.addArtifact(2, 'plan-dev', { 'comment.md': long('Dev', 60_000) });
  github.addArtifact(2, 'plan-prod', { 'comment.md': long('Prod', 20_000) });
  await comment(2);
  expect(written().length).toBeLessThanOrEqual(65_536);
  const [, preview = '', dev = '', prod = ''] = written().split('\n## ');
  expect(preview).toContain('word word');
  expect(prod).toContain('word word');
  expect(dev).not.toContain('word word');
  expect(dev).toContain('> **Dev in a line**');
  expect(dev).toContain('does not fit');
  expect(dev).toContain('/actions/runs/2');
});

test('of every report the part on each stack gives way before anything dangerous does', async () => {
  addPull(7);
  const long = (name: string, stacks: number, dangers: number) =>
    `# ${name}\n\n**${name} in a line**\n\n## Dangerous\n\n- danger ${'of it '.repeat(dangers / 6)}\n\n## Stacks\n\n${'word '.repeat(stacks / 5)}`;
  addReport(1, 'preview', 'preview-dev', long('Preview', 20_000, 10));
  addRun(2, 'plan');
  github.addArtifact(2, 'plan-dev', { 'comment.md': long('Dev', 25_000, 39_000) });
  github.addArtifact(2, 'plan-prod', { 'comment.md': long('Prod', 30_000, 24_000) });
  await comment(2);
  const [, preview = '', dev = '', prod = ''] = written().split('\n## ');
  for (const section of [preview, dev, prod]) {
    expect(section).toContain('> - danger');
    expect(section).not.toMatch(/word|## Stacks/);
    expect(section).toContain('does not fit');
  }
});

test('the file is fetched without the token, which is GitHub’s alone', async () => {
  addPull(7);
  addReport(1, 'preview', 'preview-dev', 'x');
  await comment(1);
  expect(github.storageHeaders).toHaveLength(1);
  expect(JSON.stringify(github.storageHeaders)).not.toContain(TOKEN);
});

test('the number of a run is asked for, and --help tells what is needed', async () => {
  expect(await runCommand('github/comment/cli.ts', [])).toMatchObject({ status: 2 });
  expect(await runCommand('github/comment/cli.ts', ['--run', '1; rm'])).toMatchObject({ status: 2 });
  const { status, stdout } = await runCommand('github/comment/cli.ts', ['--help']);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining('GITHUB_TOKEN') as string,
  });
});
