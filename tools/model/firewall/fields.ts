import { HttpRequest, queryPairs } from '../http';
import { Field } from './types';

/** Bytes of a body that AWS WAF sees, unless the web ACL raises them. */
const INSPECTED_BYTES: Readonly<Record<string, number>> = {
  API_GATEWAY: 16_384,
  APPLICATION_LOAD_BALANCER: 8_192,
};

/** Part of a request that a statement inspects. */
export interface Inspected {
  /** Values of the field; undefined for a body of which only the size is known. */
  readonly values: readonly (string | undefined)[];
  /** Sizes where they differ from the lengths: of a body that is known by its size alone. */
  readonly sizes?: readonly number[];
  /** Outcome that is settled without looking, for content that is larger than what is inspected. */
  readonly settled?: boolean;
}

/**
 * Values of a field: none where the request lacks it, which never matches; undefined where the field is not judged.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html
 */
export function inspected(
  { kind, name = '', oversize }: Field,
  request: HttpRequest,
  resourceKind: string,
  limits: Readonly<Record<string, number>>,
): Inspected | undefined {
  switch (kind) {
    case 'uri_path':
      return { values: [request.path] };
    case 'query_string':
      return { values: [request.query] };
    case 'method':
      return { values: [request.method] };
    case 'single_header':
      return { values: request.headers[name] ?? [] };
    case 'single_query_argument': {
      const own = queryPairs(request.query).filter(([key]) => key.toLowerCase() === name);
      return { values: own.map(([, value]) => value) };
    }
    case 'all_query_arguments':
      return { values: queryPairs(request.query).flat() };
    case 'body': {
      const limit = limits[resourceKind] ?? INSPECTED_BYTES[resourceKind] ?? 8_192;
      if (request.bodySize > limit && oversize === 'MATCH') return { values: [], settled: true };
      if (request.bodySize > limit && oversize === 'NO_MATCH') return { values: [], settled: false };
      if (request.bodySize === 0) return { values: [''] };
      const sizes = [Math.min(request.bodySize, limit)];
      return { values: [request.body?.slice(0, limit)], sizes };
    }
    default:
      return undefined;
  }
}
