import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, Server, ServerResponse, STATUS_CODES } from 'node:http';
import { accepted, Answer, dispatch, MethodNotAllowed, prefersHtml, Request, Route } from './http';
import { Refusal } from './values';

export interface ServiceProps {
  readonly contextPath: string;
  readonly routes: readonly Route[];
  /** True when the service runs on WebFlux, whose errors have another form than those of a servlet container. */
  readonly reactive: boolean;
  /** Takes the cause of an answer 500. */
  readonly onError: (message: string) => void;
}

/** Reads a JSON body. @throws Refusal 415 when it is said to be something else, 400 when it is none */
async function jsonBody(incoming: IncomingMessage): Promise<unknown> {
  const type = (incoming.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^application\/(json|[\w.-]+\+json)$/.test(type)) throw new Refusal(415);
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new Refusal(400);
  }
}

function originOf({ headers }: IncomingMessage): string {
  const forwarded = (headers['forwarded'] ?? '').split(',')[0] ?? '';
  const named = (name: string): string | undefined =>
    new RegExp(`(?:^|;)\\s*${name}="?([^";]+)`, 'i').exec(forwarded)?.[1];
  const first = (name: string): string | undefined =>
    String(headers[name] ?? '')
      .split(',')[0]
      ?.trim() || undefined;
  const scheme = named('proto') ?? first('x-forwarded-proto') ?? 'http';
  return `${scheme}://${named('host') ?? first('x-forwarded-host') ?? headers.host ?? 'localhost'}`;
}

/** An error as Spring Boot tells it: JSON, a page for browsers, or nothing where the client accepts neither. */
function errorAnswer(status: number, path: string, accept: string, reactive: boolean): Answer {
  const error = STATUS_CODES[status] ?? '';
  const timestamp = new Date().toISOString().replace('Z', '+00:00');
  if (prefersHtml(accept)) {
    const page = `<html><body><h1>Whitelabel Error Page</h1><p>There was an unexpected error (type=${error}, status=${status}).</p></body></html>`;
    return { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' }, body: page };
  }
  if (accepted(accept, ['application/json']) === undefined) return { status };
  const body = reactive
    ? { timestamp, path, status, error, requestId: randomUUID().slice(0, 8) }
    : { timestamp, status, error, path };
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** The servlet container's own answer to a path that belongs to no application. */
const outside = (status: number): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html;charset=utf-8', 'Content-Language': 'en' },
  body: `<!doctype html><html lang="en"><head><title>HTTP Status ${status} – ${STATUS_CODES[status] ?? ''}</title></head><body><h1>HTTP Status ${status} – ${STATUS_CODES[status] ?? ''}</h1></body></html>`,
});

async function answerTo(props: ServiceProps, incoming: IncomingMessage): Promise<Answer> {
  const { contextPath, reactive, routes } = props;
  const [path = '', search = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const accept = incoming.headers.accept ?? '';
  const isBelow = path === contextPath || path.startsWith(`${contextPath}/`);
  if (!reactive && /%2f|%5c|%00/i.test(path)) return outside(400);
  if (!reactive && !isBelow) return outside(404);
  const request: Omit<Request, 'variables'> = {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    accept,
    headers: incoming.headers,
    origin: originOf(incoming),
    json: () => jsonBody(incoming),
  };
  try {
    if (!isBelow) throw new Refusal(404);
    return await dispatch(routes, path.slice(contextPath.length), request);
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500;
    if (status === 500) {
      const { message, cause } = error as Error;
      props.onError(
        `${request.method} ${path}: ${message}${cause instanceof Error ? `: ${cause.message}` : ''}`,
      );
    }
    const answer = errorAnswer(status, path, accept, reactive);
    return error instanceof MethodNotAllowed
      ? { ...answer, headers: { ...answer.headers, Allow: error.allow } }
      : answer;
  }
}

function send(response: ServerResponse, method: string, answer: Answer): void {
  response.writeHead(answer.status, answer.headers);
  if (answer.stream === undefined || method === 'HEAD') {
    response.end(method === 'HEAD' ? undefined : answer.body);
    return;
  }
  response.flushHeaders();
  response.on(
    'close',
    answer.stream((chunk) => response.write(chunk)),
  );
}

/** An HTTP server of one service. */
export function serverOf(props: ServiceProps): Server {
  return createServer((incoming, response) => {
    void answerTo(props, incoming).then((answer) => {
      send(response, incoming.method ?? 'GET', answer);
    });
  });
}
