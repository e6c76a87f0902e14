import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { zipSync, strToU8 } from 'fflate';
import { cleanUp } from '../../support/clean-up';

export const TOKEN = 'ghs_a-token-that-nobody-may-see';
export const REPOSITORY = 'octo-org/octo-repo';
const BOT = { login: 'github-actions[bot]' };

type Json = Record<string, unknown>;
export interface Comment extends Json {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}
export interface Issue extends Json {
  readonly number: number;
  title: string;
  body: string;
  state: string;
  readonly labels: readonly { readonly name: string }[];
  readonly user: { readonly login: string };
}

/** What it answers in place of what it would, such as `{ status: 403, body: { message: 'No' } }`. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A file that is not what GitHub said: 64 MiB come, or nothing behind the first bytes. */
export type Wrong = 'flood' | 'stall';

function send(response: ServerResponse, file: Uint8Array | Wrong): void {
  if (file === 'stall') response.write('PK');
  else if (file === 'flood') Readable.from(flood()).pipe(response);
  else response.end(file);
}

function* flood(): Generator<Buffer> {
  for (let piece = 0; piece < 1024; piece++) yield Buffer.alloc(65_536);
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/**
 * As much of GitHub's REST API as the commands use, of one repository: pull requests, workflow runs with artifacts,
 * comments, issues, labels, the head of `main`. Lists come in pages of three at most, with a Link header.
 *
 * @see https://docs.github.com/en/rest
 */
export class FakeGitHub {
  readonly pulls: Json[] = [];
  readonly runs: (Json & { id: number })[] = [];
  readonly comments: Comment[] = [];
  readonly issues: Issue[] = [];
  readonly labels: Json[] = [];
  /** The commit that `main` stands at. */
  head = '';
  /** Such as `POST /labels`, in order. */
  readonly changes: string[] = [];
  /** What came along where files are kept, which is not GitHub's API. */
  readonly storageHeaders: IncomingMessage['headers'][] = [];
  readonly #artifacts: { run: number; id: number; name: string; zip: Uint8Array | Wrong; size: number }[] =
    [];
  readonly #answers = new Map<string, Answer>();
  #next = 100;
  url = '';
  #storage = '';

  static async start(): Promise<FakeGitHub> {
    const github = new FakeGitHub();
    github.url = await listen(
      createServer((request, response) => {
        void github.#answer(request, response);
      }),
    );
    github.#storage = await listen(
      createServer((request, response) => {
        github.storageHeaders.push(request.headers);
        const found = github.#artifacts.find(({ id }) => `/${id}` === request.url);
        response.writeHead(found === undefined ? 404 : 200);
        send(response, found?.zip ?? new Uint8Array());
      }),
    );
    return github;
  }

  /** The environment of a step in a workflow. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, GITHUB_API_URL: this.url, GITHUB_REPOSITORY: REPOSITORY, GITHUB_TOKEN: TOKEN };
  }

  /** Answers so instead, to every request that is `asked`, such as `GET /pulls`. */
  says(asked: string, answer: Answer): void {
    this.#answers.set(asked, answer);
  }

  /** An artifact with these files, or with these bytes in place of a zip. */
  addArtifact(
    run: number,
    name: string,
    files: Record<string, string> | Uint8Array | Wrong,
    size?: number,
  ): void {
    const zip =
      files instanceof Uint8Array || typeof files === 'string'
        ? files
        : zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
    this.#artifacts.push({ run, name, zip, id: this.#next++, size: size ?? zip.length });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? '';
    const url = new URL(request.url ?? '', this.url);
    const path = url.pathname.replace(`/repos/${REPOSITORY}`, '');
    const body = await textOf(request);
    const send = ({ status, body: answer, headers }: Answer): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? {}));
    };
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      send({ status: 401, body: { message: 'Bad credentials' } });
      return;
    }
    const instead = this.#answers.get(`${method} ${path}`);
    if (instead !== undefined) {
      send(instead);
      return;
    }
    if (method !== 'GET') this.changes.push(`${method} ${path}`);
    send(method === 'GET' ? this.#get(path, url) : this.#change(method, path, JSON.parse(body) as Json));
  }

  #page(url: URL, all: readonly unknown[], key?: string): Answer {
    const size = Math.min(3, Number(url.searchParams.get('per_page') ?? 30));
    const page = Number(url.searchParams.get('page') ?? 1);
    const part = all.slice((page - 1) * size, page * size);
    url.searchParams.set('page', String(page + 1));
    const link = `<${url.href}>; rel="next", <${url.href}>; rel="last"`;
    return {
      status: 200,
      body: key === undefined ? part : { total_count: all.length, [key]: part },
      headers: page * size < all.length ? { link } : {},
    };
  }

  #get(path: string, url: URL): Answer {
    const { searchParams: query } = url;
    const found = (value: unknown): Answer =>
      value === undefined ? { status: 404, body: { message: 'Not Found' } } : { status: 200, body: value };
    const [, area = '', what = '', more = ''] = /^\/(\w+)(?:\/([^/]+))?(?:\/(.+))?$/.exec(path) ?? [];
    if (path === '/pulls') {
      const wanted = [query.get('state'), query.get('base'), query.get('head')].join();
      return this.#page(
        url,
        this.pulls.filter(
          ({ state, base, head }) =>
            [state, (base as Json)['ref'], (head as Json)['label']].join() === wanted,
        ),
      );
    }
    if (path === '/actions/runs') {
      const of = this.runs.filter(
        (run) => run['head_sha'] === query.get('head_sha') && run['event'] === query.get('event'),
      );
      return this.#page(url, of, 'workflow_runs');
    }
    const [, run] = /^\/actions\/runs\/(\d+)$/.exec(path) ?? [];
    if (run !== undefined) return found(this.runs.find(({ id }) => id === Number(run)));
    const [, from] = /^\/actions\/runs\/(\d+)\/artifacts$/.exec(path) ?? [];
    if (from !== undefined) {
      const all = this.#artifacts.filter(
        (each) => each.run === Number(from) && each.name === query.get('name'),
      );
      const told = all.map(({ id, name, size }) => ({ id, name, size_in_bytes: size, expired: false }));
      return this.#page(url, told, 'artifacts');
    }
    const [, artifact] = /^\/actions\/artifacts\/(\d+)\/zip$/.exec(path) ?? [];
    if (artifact !== undefined) return { status: 302, headers: { location: `${this.#storage}/${artifact}` } };
    if (area === 'issues' && more === 'comments') return this.#page(url, this.comments);
    if (path === '/issues') {
      const label = query.get('labels');
      const all = this.issues.filter(
        ({ labels, state }) =>
          labels.some(({ name }) => name === label) &&
          (query.get('state') === 'all' || state === (query.get('state') ?? 'open')),
      );
      return this.#page(url, query.get('direction') === 'asc' ? all : all.toReversed());
    }
    if (path === '/git/ref/heads/main') return found({ object: { sha: this.head } });
    if (area === 'labels') return found(this.labels.find(({ name }) => name === what));
    return found(undefined);
  }

  #change(method: string, path: string, body: Json): Answer {
    const id = this.#next++;
    if (method === 'POST' && path === '/labels') {
      this.labels.push(body);
      return { status: 201, body };
    }
    if (method === 'POST' && path === '/issues') {
      const labels = (body['labels'] as string[]).map((name) => ({ name }));
      this.issues.push({ ...body, labels, number: id, state: 'open', user: BOT } as unknown as Issue);
      return { status: 201, body: { number: id } };
    }
    const [, target] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const comment = this.comments.find((each) => each.id === Number(target));
    const [, number, isComment] = /^\/issues\/(\d+)(\/comments)?$/.exec(path) ?? [];
    if (isComment !== undefined) {
      const made = {
        id,
        body: String(body['body']).trim(),
        user: BOT,
        html_url: `${this.url}/comment/${id}`,
      };
      this.comments.push(made);
      return { status: 201, body: made };
    }
    const changed = comment ?? this.issues.find((each) => each.number === Number(number));
    if (changed === undefined) return { status: 404, body: { message: 'Not Found' } };
    Object.assign(changed, body);
    return { status: 200, body: changed };
  }
}
