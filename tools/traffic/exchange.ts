import { HttpRequest } from '../model/http';
import { Hop } from '../model/vpc/packet';

/** Place that a request passed, as it happened. */
export interface PassedHop extends Hop {
  /** Milliseconds since the request arrived. */
  readonly ms: number;
}

/** Task or function that a request got to. */
export interface Arrival {
  /** Id of its placement, as the model names it. */
  readonly id: string;
  readonly name: string;
  readonly port?: number;
  /** ARN of the task. */
  readonly task?: string;
}

/** Way of one request, as `/_traffic/requests/<id>` tells it: names and decisions, no values of headers. */
export interface Journey {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly source: string;
  readonly reached?: Arrival;
  readonly hops: readonly PassedHop[];
  readonly status: number;
  readonly ms: number;
}

/** Headers by lower-case name. */
export type Headers = Readonly<Record<string, readonly string[]>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** One request on its way through firewall, API and load balancer, and all that they note of it. */
export class Exchange {
  readonly began = new Date();
  readonly #start = performance.now();
  readonly hops: PassedHop[] = [];
  reached: Arrival | undefined;

  constructor(
    /** Request id, as `x-amzn-RequestId` tells the caller. */
    readonly id: string,
    /** Request as it arrived, its path with the stage. */
    readonly request: HttpRequest,
    readonly body: Buffer,
    /** Ends with the caller's connection. */
    readonly signal: AbortSignal,
  ) {}

  /**
   * Id of the trace that the caller began, else of a new one.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
   */
  get traceId(): string {
    const seconds = Math.floor(this.began.getTime() / 1000).toString(16);
    const own = `Root=1-${seconds}-${this.id.replaceAll('-', '').slice(0, 24)}`;
    return this.request.headers['x-amzn-trace-id']?.[0] ?? own;
  }

  get ms(): number {
    return performance.now() - this.#start;
  }

  pass(at: string, decidedBy: string, note?: string): void {
    this.hops.push({ at, decidedBy, allows: true, ...(note === undefined ? {} : { note }), ms: this.ms });
  }

  stop(at: string, decidedBy: string, note?: string): void {
    this.hops.push({ at, decidedBy, allows: false, ...(note === undefined ? {} : { note }), ms: this.ms });
  }

  /** Notes the way of a connection's packets. */
  packets(hops: readonly Hop[]): void {
    this.hops.push(...hops.map((hop) => ({ ...hop, ms: this.ms })));
  }

  journey({ status }: Answer): Journey {
    const { method, path, source } = this.request;
    return {
      ...{ id: this.id, method, path, source, hops: this.hops, status, ms: this.ms },
      ...(this.reached === undefined ? {} : { reached: this.reached }),
    };
  }
}

/** Headers that belong to one connection and are not passed on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'content-length'],
]);

/** Headers that go on to the next connection; the length of the body is said anew there. */
export const endToEnd = (headers: Headers): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));

/** Headers out of Node's flat list of names and values. */
export function headersOf(raw: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index < raw.length; index += 2) {
    (headers[(raw[index] ?? '').toLowerCase()] ??= []).push(raw[index + 1] ?? '');
  }
  return headers;
}

/** Text as the body of an answer. */
export const textAnswer = (status: number, contentType: string, text: string): Answer => ({
  status,
  headers: text === '' ? {} : { 'content-type': [contentType] },
  body: Buffer.from(text),
});
