import { ToolError } from '../support/project';
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
   * @param patience how long one answer may take to its end, in milliseconds
   */
  constructor(
    readonly base: string,
    readonly repository: string,
    readonly token: string,
    readonly patience: number = PATIENCE,
  ) {}

  /** @param path below the repository, such as `/issues/1` */
  async get<T>(path: string): Promise<T> {
    return jsonOf(await this.#ask('GET', this.#address(path))) as T;
  }

  /** The same, or undefined where there is no such thing. */
  async find<T>(path: string): Promise<T | undefined> {
    const answer = await this.#ask('GET', this.#address(path), { expected: [404] });
    return answer.status === 404 ? undefined : (jsonOf(answer) as T);
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
      const answer: Answer = await this.#ask('GET', address);
      const page = jsonOf(answer) as T[] | Record<string, T[]>;
      all.push(...(Array.isArray(page) ? page : (page[key ?? ''] ?? [])));
      address = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return all;
  }

  async send<T>(method: 'POST' | 'PATCH', path: string, body: object): Promise<T> {
    return jsonOf(await this.#ask(method, this.#address(path), { send: JSON.stringify(body) })) as T;
  }

  /**
   * A file. GitHub answers with another address; what is asked there goes without the token.
   *
   * @param most bytes, whatever GitHub says of it elsewhere
   * @throws ToolError for one that has more: no more is read
   */
  async download(path: string, most: number): Promise<Uint8Array> {
    return (await this.#ask('GET', this.#address(path), { most })).body;
  }

  #address(path: string): string {
    return `${this.base}/repos/${this.repository}${path}`;
  }

  /** @throws ToolError that says what to do, for every answer that is no success and not among `expected` */
  async #ask(method: string, address: string, { send, expected = [], most }: Question = {}): Promise<Answer> {
    // Only where the token is for: the address of a next page comes from outside.
    if (!address.startsWith(`${this.base}/`)) {
      throw new ToolError(`GitHub's answer leads to ${address}, away from ${this.base}.`);
    }
    let answer: Answer;
    try {
      const response = await fetch(address, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${this.token}`,
          'user-agent': 'petclinic-tools',
          'x-github-api-version': '2022-11-28',
        },
        ...(send === undefined ? {} : { body: send }),
        signal: AbortSignal.timeout(this.patience),
      });
      const { ok, status, headers } = response;
      answer = { ok, status, headers, body: await bodyOf(response, most) };
    } catch (error) {
      if (error instanceof ToolError) throw error;
      const { message, cause } = error as Error;
      throw new ToolError(
        `${this.base} cannot be reached: ${cause instanceof Error ? cause.message : message}`,
      );
    }
    if (answer.ok || expected.includes(answer.status)) return answer;
    throw new ToolError(
      describeRefusal(`${method} ${address.slice(this.base.length)}`, answer, textOf(answer)),
    );
  }
}

interface Question {
  /** A body, of JSON. @default none */
  readonly send?: string;
  /** Statuses that are no failure, beside those of success. @default none */
  readonly expected?: readonly number[];
  /** Bytes of the answer. @default as many as there are */
  readonly most?: number;
}

/** An answer that is there to its end. */
interface Answer extends Pick<Response, 'ok' | 'status' | 'headers'> {
  readonly body: Uint8Array;
}

const textOf = ({ body }: Answer): string => Buffer.from(body).toString();
const jsonOf = (answer: Answer): unknown => JSON.parse(textOf(answer));

/** Piece by piece: a body that is too large is not taken to its end. */
async function bodyOf({ body }: Response, most = Infinity): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > most) throw new ToolError(`It has more than ${most} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
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
