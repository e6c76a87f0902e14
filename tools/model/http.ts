/** Request as it arrives somewhere: path as sent, percent-encoded, with its slash in front and without the query. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Query behind the question mark, as sent; empty without one. */
  readonly query: string;
  /** Values by lower-case name, in the order they were sent. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Body in bytes as far as it is known; sizes are judged by `bodySize` alone. */
  readonly body?: string;
  readonly bodySize: number;
  /** IPv4 address of the sender. */
  readonly source: string;
}

/** Request of a method and a path with a query, with nothing else but what is given. */
export function requestOf(
  method: string,
  target: string,
  rest: Partial<Omit<HttpRequest, 'headers'>> & { readonly headers?: Record<string, string> } = {},
): HttpRequest {
  const [path = '', ...query] = target.split('?');
  const headers = Object.entries(rest.headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value]]);
  return {
    method,
    path,
    query: query.join('?'),
    bodySize: rest.body?.length ?? 0,
    source: '198.51.100.9',
    ...rest,
    headers: Object.fromEntries(headers) as HttpRequest['headers'],
  };
}

/** Text with each percent-encoded byte as one character; what is no encoding stays. */
export const percentDecoded = (text: string): string =>
  text.includes('%')
    ? text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

/** Names and values of a query, decoded. */
export function queryPairs(query: string): (readonly [string, string])[] {
  if (query === '') return [];
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    return [percentDecoded(name.replaceAll('+', ' ')), percentDecoded(value.replaceAll('+', ' '))] as const;
  });
}

/**
 * Regular expression of PCRE, the dialect of WAF and of the load balancer, in JavaScript's; undefined for one that cannot be
 * told. An end of line matches before a last line feed too, and a leading `(?i)` ignores case.
 */
export function pcre(source: string): RegExp | undefined {
  const [flags = ''] = /^\(\?[imsx]+\)/.exec(source) ?? [];
  if (flags.includes('x')) return undefined;
  const body = source.slice(flags.length);
  const ends = body.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\$/gs, (part) =>
    part === '$' ? '(?=\\n?(?![^]))' : part,
  );
  try {
    return new RegExp(flags.includes('m') ? body : ends, flags.replace(/[^ims]/g, ''));
  } catch {
    return undefined;
  }
}
