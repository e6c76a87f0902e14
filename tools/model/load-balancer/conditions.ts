import { anyHolds, addressOf } from '../addresses';
import { HttpRequest, pcre, queryPairs } from '../http';
import { Condition } from './types';

type ConditionTest = (request: HttpRequest) => boolean;

/** Wildcard pattern: `*` is any number of characters, `?` exactly one. */
function wildcard(pattern: string, flags: 's' | 'is'): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\/]/g, '\\$&')
    .replace(/[*?]/g, (sign) => (sign === '*' ? '.*' : '.'));
  return new RegExp(`^${escaped}$`, flags);
}

/**
 * Condition ready to be tested: any of its values is enough. Paths are compared as sent and with regard to case; hosts,
 * header values and queries without. A header's value is one text, commas and all; of repeated headers any may match.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function prepareCondition(condition: Condition): ConditionTest {
  const { field, name = '', values, patterns = [], pairs = [] } = condition;
  const flags = field === 'path-pattern' ? 's' : 'is';
  const expressions = [
    ...values.map((value) => wildcard(value, flags)),
    ...patterns.map(pcre).filter((pattern) => pattern !== undefined),
  ];
  const some = (text: string): boolean => expressions.some((expression) => expression.test(text));
  switch (field) {
    case 'path-pattern':
      return ({ path }) => some(path);
    case 'host-header':
      return ({ headers }) => headers['host']?.some((host) => some(host.replace(/:\d+$/, ''))) ?? false;
    case 'http-header':
      return ({ headers }) => headers[name.toLowerCase()]?.some(some) ?? false;
    case 'http-request-method':
      return ({ method }) => values.includes(method);
    case 'source-ip':
      return ({ source }) => {
        const address = addressOf(source);
        return address !== undefined && anyHolds(values, address);
      };
    case 'query-string': {
      const tests = pairs.map(({ key, value }) => ({
        key: key === undefined ? undefined : wildcard(key, 'is'),
        value: wildcard(value, 'is'),
      }));
      return ({ query }) => {
        return queryPairs(query).some(([key, value]) =>
          tests.some((test) => (test.key?.test(key) ?? true) && test.value.test(value)),
        );
      };
    }
  }
}
