import { GitHub, openGitHub } from '../../../tools/github/api';
import { Answer, FakeGitHub, REPOSITORY, TOKEN } from './fake-github';
import { runCommand } from './run-command';

let github: FakeGitHub;
beforeEach(async () => {
  github = await FakeGitHub.start();
});

const asking = (env: NodeJS.ProcessEnv = {}): Promise<unknown> =>
  openGitHub({ ...github.env, ...env }).send('POST', '/issues', { title: 'x', labels: [] });

test.each<[string, Answer, RegExp]>([
  [
    'a right that the job lacks is named',
    {
      status: 403,
      body: { message: 'Resource not accessible by integration' },
      headers: { 'x-accepted-github-permissions': 'issues=write' },
    },
    /Resource not accessible by integration[^]*give the job issues: write/,
  ],
  [
    'a rate limit says until when',
    {
      status: 403,
      body: { message: 'API rate limit exceeded' },
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000000' },
    },
    /rate limit is used up[^]*after 2027-01-15T08:00:00/,
  ],
  [
    'a second rate limit says for how long',
    { status: 429, body: { message: 'slow down' }, headers: { 'retry-after': '60' } },
    /in 60 seconds/,
  ],
  [
    'what is not there may be hidden',
    { status: 404, body: { message: 'Not Found' } },
    /not there, or the token in GITHUB_TOKEN may not see it/,
  ],
  [
    'what GitHub does not take is told',
    { status: 422, body: { message: 'Validation Failed', errors: [{ field: 'title' }] } },
    /Validation Failed \[\{"field":"title"\}\]/,
  ],
  [
    'an answer that is no JSON is told',
    { status: 502, body: '<html>Bad Gateway</html>' },
    /502 to POST [^]*Bad Gateway[^]*run it again/,
  ],
])('%s', async (_, answer, words) => {
  github.says('POST /issues', answer);
  await expect(asking()).rejects.toThrow(words);
});

test('a wrong token is told without being shown', async () => {
  const wrong = 'ghs_another-token-that-nobody-may-see';
  const { status, stdout, stderr } = await runCommand('github/comment/cli.ts', ['--run', '1'], {
    ...github.env,
    GITHUB_TOKEN: wrong,
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('The token in GITHUB_TOKEN is wrong');
  expect(stderr).not.toMatch(/ghs_|at .*\.ts:/);
});

test('a page that leads elsewhere is not asked: the token would go along', async () => {
  const elsewhere = await FakeGitHub.start();
  github.says('GET /labels', {
    status: 200,
    body: [],
    headers: { link: `<${elsewhere.url}/repos/a/b/labels>; rel="next"` },
  });
  await expect(openGitHub(github.env).list('/labels')).rejects.toThrow(/away from/);
});

test('what is missing in the environment is named', () => {
  expect(() => openGitHub({})).toThrow('GITHUB_REPOSITORY and GITHUB_TOKEN are not set');
  expect(() => openGitHub({ GITHUB_REPOSITORY: 'octo-repo', GITHUB_TOKEN: TOKEN })).toThrow(
    'not an owner and a name',
  );
  expect(openGitHub({ GITHUB_REPOSITORY: 'a/b', GITHUB_TOKEN: TOKEN }).base).toBe('https://api.github.com');
});

test('an address where nobody answers is told', async () => {
  await expect(asking({ GITHUB_API_URL: 'http://127.0.0.1:1' })).rejects.toThrow(
    'http://127.0.0.1:1 cannot be reached',
  );
});

describe('a file', () => {
  const download = (files: 'flood' | 'stall'): Promise<unknown> => {
    github.addArtifact(1, 'preview-dev', files, 100);
    return new GitHub(github.url, REPOSITORY, TOKEN, 1000).download('/actions/artifacts/100/zip', 200_000);
  };

  test('that has more than GitHub said is not taken to its end', async () => {
    await expect(download('flood')).rejects.toThrow('It has more than 200000 bytes.');
  });

  test('that stops halfway is told as any other answer that does not come', async () => {
    await expect(download('stall')).rejects.toMatchObject({
      name: 'ToolError',
      message: expect.stringContaining(`${github.url} cannot be reached`) as string,
    });
  });
});
