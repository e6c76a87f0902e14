import { ToolError } from '../project';
import { describeRefusal } from './refusal';

/** Characters of the text of a comment or an issue, at most. */
export const BODY_LIMIT = 65_536;

/** How long one answer may take, in milliseconds. */
const PATIENCE = 30_000;

/**
 * GitHub's REST API, for one repository.
 *
 * @see https://docs.github.com/en/rest
 */
export class GitHub {
  /**
   * @param base such as `https://api.github.com`
   * @param repository such as `octo-org/octo-repo`
   */
  constructor(
    readonly base: string,
    readonly repository: string,
    readonly token: string,
  ) {}

  /** @param path below the repository, such as `/issues/1` */
  async get<T>(path: string): Promise<T> {
    return (await (await this.#ask('GET', this.#address(path))).json()) as T;
  }

  /** The same, or undefined where there is no such thing. */
  async find<T>(path: string): Promise<T | undefined> {
    const answer = await this.#ask('GET', this.#address(path), undefined, [404]);
    return answer.status === 404 ? undefined : ((await answer.json()) as T);
  }

  /**
   * All pages of a list.
   *
   * @param key where the list is, for answers that are no list themselves
   * @see https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
   */
  async list<T>(path: string, key?: string): Promise<T[]> {
    const all: T[] = [];
    const first = this.#address(`${path}${path.includes('?') ? '&' : '?'}per_page=100`);
    for (let address: string | undefined = first; address !== undefined;) {
      const answer: Response = await this.#ask('GET', address);
      const page = (await answer.json()) as T[] | Record<string, T[]>;
      all.push(...(Array.isArray(page) ? page : (page[key ?? ''] ?? [])));
      address = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return all;
  }

  async send<T>(method: 'POST' | 'PATCH', path: string, body: object): Promise<T> {
    return (await (await this.#ask(method, this.#address(path), JSON.stringify(body))).json()) as T;
  }

  /** A file. GitHub answers with another address; what is asked there goes without the token. */
  async download(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ask('GET', this.#address(path))).arrayBuffer());
  }

  #address(path: string): string {
    return `${this.base}/repos/${this.repository}${path}`;
  }

  /** @throws ToolError that says what to do, for every answer that is no success and not among `expected` */
  async #ask(method: string, address: string, body?: string, expected: number[] = []): Promise<Response> {
    // Only where the token is for: the address of a next page comes from outside.
    if (!address.startsWith(`${this.base}/`)) {
      throw new ToolError(`GitHub's answer leads to ${address}, away from ${this.base}.`);
    }
    let answer: Response;
    try {
      answer = await fetch(address, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${this.token}`,
          'user-agent': 'petclinic-tools',
          'x-github-api-version': '2022-11-28',
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch (error) {
      const { message, cause } = error as Error;
      throw new ToolError(
        `${this.base} cannot be reached: ${cause instanceof Error ? cause.message : message}`,
      );
    }
    if (answer.ok || expected.includes(answer.status)) return answer;
    throw new ToolError(
      describeRefusal(`${method} ${address.slice(this.base.length)}`, answer, await answer.text()),
    );
  }
}

/**
 * What the environment of a workflow says, or a person who tries a command at home.
 *
 * @throws ToolError that names what is missing
 */
export function openGitHub(env: NodeJS.ProcessEnv): GitHub {
  const missing = ['GITHUB_REPOSITORY', 'GITHUB_TOKEN'].filter((name) => (env[name] ?? '') === '');
  if (missing.length > 0) {
    throw new ToolError(
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set. A step of a workflow has GITHUB_REPOSITORY, and gets GITHUB_TOKEN by \`env:\`.`,
    );
  }
  const repository = env.GITHUB_REPOSITORY ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new ToolError(
      `GITHUB_REPOSITORY is ${repository}, not an owner and a name such as octo-org/octo-repo.`,
    );
  }
  const base = env.GITHUB_API_URL ?? '';
  return new GitHub(
    base === '' ? 'https://api.github.com' : base.replace(/\/+$/, ''),
    repository,
    env.GITHUB_TOKEN ?? '',
  );
}
