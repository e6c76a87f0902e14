import { HttpRequest, requestOf } from '../model/http';
import { addressOf } from '../model/addresses';
import { ToolError } from '../support/project';

export interface PacketQuestion {
  readonly kind: 'packet';
  readonly protocol: string;
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

export interface RequestQuestion {
  readonly kind: 'request';
  readonly request: HttpRequest;
  /** Entry point of the request: the API or the load balancer. */
  readonly at: 'api' | 'alb';
}

export interface RequestOptions {
  readonly from: string;
  readonly at: 'api' | 'alb';
  /** Headers as typed, such as `name=value`. */
  readonly headers: readonly string[];
  readonly bodySize: string;
}

/**
 * Question that a person typed.
 *
 * @throws ToolError with exit code 2 for one that is not understood
 */
export function questionOf(
  words: readonly string[],
  options: RequestOptions,
): PacketQuestion | RequestQuestion {
  const [first = '', second = '', third = '', fourth, ...more] = words;
  const protocol = first.toLowerCase();
  if (['tcp', 'udp', 'icmp'].includes(protocol)) {
    const isIcmp = protocol === 'icmp';
    if (second === '' || third === '' || more.length > 0 || (fourth === undefined && !isIcmp)) {
      throw new ToolError(
        `Ask for ${protocol} as: ${protocol} <from> <to> ${isIcmp ? '[type]' : '<port>'}`,
        2,
      );
    }
    const port = Number(fourth ?? 8);
    const [first, last] = isIcmp ? [0, 255] : [1, 65535];
    if (!/^\d+$/.test(fourth ?? '8') || port < first || port > last) {
      const what = isIcmp ? 'type of ICMP' : 'port';
      throw new ToolError(
        `${JSON.stringify(fourth)} is no ${what}; allowed: ${String(first)} to ${String(last)}.`,
        2,
      );
    }
    return { kind: 'packet', protocol, from: second, to: third, port };
  }
  if (!/^[A-Za-z]+$/.test(first) || !second.startsWith('/') || third !== '') {
    throw new ToolError(
      'Ask for a request as: <METHOD> </path>, or for a packet as: tcp|udp|icmp <from> <to> <port>',
      2,
    );
  }
  return requestQuestion(first, second, options);
}

function requestQuestion(
  method: string,
  target: string,
  { from, at, headers, bodySize }: RequestOptions,
): RequestQuestion {
  if (addressOf(from) === undefined) {
    throw new ToolError(`--from ${JSON.stringify(from)} is not an IPv4 address such as 198.51.100.9.`, 2);
  }
  const request = requestOf(method.toUpperCase(), target, { source: from, bodySize: Number(bodySize) });
  const sent: Record<string, string[]> = {};
  for (const header of headers) {
    const [name = '', ...value] = header.split('=');
    (sent[name.toLowerCase()] ??= []).push(value.join('='));
  }
  return { kind: 'request', request: { ...request, headers: sent }, at };
}
