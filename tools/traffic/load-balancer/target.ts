import { ClientRequest, request as httpRequest } from 'node:http';
import { HttpRequest } from '../../model/http';
import { Answer, endToEnd, headersOf } from '../exchange';

/**
 * Milliseconds after which a connection counts as timed out. A load balancer waits 10 s, a gateway as long as its integration:
 * here what the packets' rules stop is known to stay unanswered.
 */
const CONNECT_MS = 1_000;

/** Waits as a connection does whose packets are dropped. */
export const withheld = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, CONNECT_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Reason for which a target gave no answer: `connect` and `idle` are answered with 504, `broken` with 502. */
export type TargetFailure = 'connect' | 'idle' | 'broken';

export interface Target {
  readonly address: string;
  readonly port: number;
  readonly idleTimeoutSeconds: number;
}

/**
 * Sends a request to a target over a connection of its own, and takes its whole answer. A connection that is kept may be closed
 * by the target in the moment in which it gets the next request.
 */
export function sendTo(
  { address, port, idleTimeoutSeconds }: Target,
  { method, path, query, headers }: HttpRequest,
  body: Buffer,
  signal: AbortSignal,
): Promise<Answer | TargetFailure> {
  const flat = Object.entries(headers).flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  const length = body.length > 0 || /^(POST|PUT|PATCH)$/.test(method);
  return new Promise((resolve) => {
    let request: ClientRequest;
    try {
      request = httpRequest({
        ...{ host: address, port, method, agent: false, signal, setHost: false },
        path: query === '' ? path : `${path}?${query}`,
        headers: [...flat, ...(length ? ['content-length', String(body.length)] : [])],
      });
    } catch {
      // A method or header that HTTP/1.1 cannot say.
      resolve('broken');
      return;
    }
    const fail = (why: TargetFailure): void => {
      resolve(why);
      request.destroy();
    };
    request.setTimeout(idleTimeoutSeconds * 1000, () => {
      fail(request.socket?.connecting === true ? 'connect' : 'idle');
    });
    request.once('error', () => {
      fail('broken');
    });
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', () => {
        fail('broken');
      });
      response.once('end', () => {
        const received = headersOf(response.rawHeaders);
        const headers = endToEnd(received);
        resolve({ status: response.statusCode ?? 502, headers, body: Buffer.concat(chunks) });
      });
    });
    request.end(body);
  });
}
