import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A request, and what the real service answered to it. */
export interface Recorded {
  readonly service: string;
  readonly method: string;
  /** Path below the context path. */
  readonly path: string;
  readonly accept?: string;
  readonly body?: unknown;
  readonly status: number;
  readonly contentType: string | null;
  readonly answer: unknown;
}

/** Answers of PetClinic 3.4.1 itself, in the order in which they were asked on a fresh database. */
export const recorded = (
  JSON.parse(readFileSync(join(__dirname, 'contract.json'), 'utf8')) as { recorded: Recorded[] }
).recorded;

export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Buffer;
}

/** Sends a recorded request with more headers. `url` is origin and context path of its service. */
export async function send(
  url: string,
  { method, path, accept, body }: Recorded,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const text =
    body === undefined ? undefined : JSON.stringify(body).replace('<8193 characters>', 'x'.repeat(8193));
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { Accept: accept ?? 'application/json', 'Content-Type': 'application/json', ...more },
    body: text,
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

const marks: Readonly<Record<string, (value: unknown) => boolean>> = {
  '<time>': (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  '<id>': (value) => typeof value === 'string' && value !== '',
  '<number>': (value) => typeof value === 'number',
  '<text>': (value) => typeof value === 'string' && value !== '',
  '<today>': (value) => value === new Date().toISOString().slice(0, 10),
};

/** The value with each mark of the recording where the recording has one and the value fits it. */
export function marked(value: unknown, recording: unknown): unknown {
  if (typeof recording === 'string') return marks[recording]?.(value) === true ? recording : value;
  if (Array.isArray(recording) && Array.isArray(value)) {
    return value.map((item, index) => marked(item, recording[index]));
  }
  if (typeof recording !== 'object' || typeof value !== 'object' || recording === null || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      marked(item, (recording as Record<string, unknown>)[key]),
    ]),
  );
}

/** Body of an answer in the recording's terms. */
export function told({ body }: Answer, { answer }: Recorded, origin: string): unknown {
  if (answer === '<html>')
    return /^\s*<(!doctype html|html)/i.test(body.toString()) ? answer : body.toString();
  if (answer === '<png>') return body.subarray(1, 4).toString() === 'PNG' ? answer : body;
  const value: unknown =
    body.length === 0 ? null : JSON.parse(body.toString().replaceAll(origin, '<origin>'));
  return answer === '<longer than recorded>' ? answer : marked(value, answer);
}

export type Expected = Pick<Recorded, 'status' | 'contentType' | 'answer'>;

/** Answer of the firewall. */
export const FORBIDDEN: Expected = {
  status: 403,
  contentType: 'application/json',
  answer: { message: 'Forbidden' },
};

/** Answer that a recorded request has at the public URL: the recorded one, unless the edge decides otherwise. */
export function atTheEdge(record: Recorded): Expected {
  const { service, path, method, accept } = record;
  const isAdmin = service === 'admin-server';
  // Only what a load balancer asks for is open; the admin server shows its own under its path.
  if (!isAdmin && /^\/actuator(?!\/health)/.test(path)) return FORBIDDEN;
  // The firewall stops bodies above 8 KiB.
  if (JSON.stringify(record.body ?? '').includes('<8193 characters>')) return FORBIDDEN;
  // The gateway drops a slash at the end, so that the request is the one without.
  if (path === '/') {
    const same = recorded.find(
      (one) => one.service === service && one.path === '' && one.method === method && one.accept === accept,
    );
    if (same === undefined) throw new Error(`nothing is recorded for ${service} without a path`);
    return same;
  }
  return record;
}
