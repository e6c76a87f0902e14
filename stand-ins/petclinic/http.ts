import type { IncomingMessage } from 'node:http';
import { Refusal } from './values';

export interface Request {
  readonly method: string;
  /** Path as it was sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly headers: IncomingMessage['headers'];
  /** Scheme and host that the client named, such as `http://localhost:8080`. */
  readonly origin: string;
  /** Variables of the route's path, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** The body as JSON. @throws Refusal 415 or 400 */
  json(): Promise<unknown>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Writes to the open connection in place of a body; the result ends it. */
  readonly stream?: (write: (chunk: string) => void) => () => void;
}

export interface Route {
  readonly method: string;
  /** Path below the context path. `{name}` is a variable, `*` any one segment. */
  readonly pattern: string;
  readonly handle: (request: Request) => Promise<Answer> | Answer;
}

/** Media types of an Accept header, without parameters; those of quality 0 are none. */
const mediaTypes = (accept: string): string[] =>
  accept
    .split(',')
    .filter((range) => !/;\s*q=0(\.0*)?\s*$/.test(range))
    .map((range) => (range.split(';')[0] ?? '').trim().toLowerCase());

/** The first of the types that the client accepts. No header accepts all. */
export function accepted(accept: string, types: readonly string[]): string | undefined {
  const ranges = mediaTypes(accept === '' ? '*/*' : accept);
  return types.find((type) =>
    ranges.some((range) => ['*/*', type, `${type.split('/')[0] ?? ''}/*`].includes(range)),
  );
}

/** Tells whether the client names HTML before it names JSON, as browsers do. */
export const prefersHtml = (accept: string): boolean =>
  mediaTypes(accept).find((range) => range === 'text/html' || range === 'application/json') === 'text/html';

/** @throws Refusal 406 when the client accepts none of the types */
export function ok(request: Request, value: unknown, status = 200, types = ['application/json']): Answer {
  const type = accepted(request.accept, types);
  if (type === undefined) throw new Refusal(406);
  return { status, headers: { 'Content-Type': type }, body: JSON.stringify(value) };
}

export const NO_CONTENT: Answer = { status: 204 };

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment.split(';')[0] ?? '');
  } catch {
    throw new Refusal(400);
  }
};

/** Variables of the path when it is one of the pattern. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, found] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== found.length) return undefined;
  const variables: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = decoded(found[index] ?? '');
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if ((name !== undefined || part === '*') && segment === '') return undefined;
    if (name !== undefined) variables[name] = segment;
    else if (part !== '*' && part !== segment) return undefined;
  }
  return variables;
}

/**
 * The answer of the route that fits path and method. Spring answers HEAD by the route of GET, and OPTIONS by itself.
 *
 * @throws Refusal 404 without such a path, 405 without such a method
 */
export async function dispatch(
  routes: readonly Route[],
  path: string,
  request: Omit<Request, 'variables'>,
): Promise<Answer> {
  const fitting = routes.flatMap((route) => {
    const variables = match(route.pattern, path);
    return variables === undefined ? [] : [{ route, variables }];
  });
  if (fitting.length === 0) throw new Refusal(404);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const chosen = fitting.find(({ route }) => route.method === method);
  if (chosen !== undefined) return chosen.route.handle({ ...request, variables: chosen.variables });
  const methods = fitting.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]));
  if (method === 'OPTIONS') return { status: 200, headers: { Allow: [...methods, 'OPTIONS'].join(',') } };
  throw new MethodNotAllowed(methods.join(', '));
}

/** A path that knows other methods. */
export class MethodNotAllowed extends Refusal {
  constructor(readonly allow: string) {
    super(405);
  }
}
