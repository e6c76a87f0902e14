import { Body, listOf, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';
import { limits, orders } from '../../support/limits';

export const rule: Rule = {
  reason:
    'Neither Terraform nor its provider checks it before the apply, which fails half done where AWS refuses it.',
  source: 'https://docs.aws.amazon.com/general/latest/gr/aws-apis.html',
  check: (estate) => findingsAt(estate.resources, problemsOf),
};

function problemsOf({ type, body }: Resource): string[] {
  const values = [...leaves(body, '')].filter(([, value]) => !String(value).includes('${'));
  const first = new Map(values.toReversed());
  return [
    ...limits
      .filter(([types]) => types.test(type))
      .flatMap(([, path, fits, allowed, page]) => {
        const place = new RegExp(`^${path}$`);
        return values
          .filter(([at, value]) => place.test(at) && !fits(value))
          .map(
            ([at, value]) =>
              `${at} is ${JSON.stringify(value)}; allowed: ${allowed} (https://docs.aws.amazon.com/${page})`,
          );
      }),
    ...orders.flatMap(([only, low, high, isBelow]) => {
      const [less, more] = [Number(first.get(low)), Number(first.get(high))];
      return type === only && (less > more || (isBelow && less === more))
        ? [`${low} is ${less}; allowed: ${isBelow ? 'less than' : 'at most'} ${high}, ${more}`]
        : [];
    }),
  ];
}

/** Every single value of a body with its path; documents in JSON count as part of it. */
function* leaves(value: unknown, path: string): Iterable<readonly [path: string, value: unknown]> {
  if (typeof value === 'string' && path === 'container_definitions') yield* leaves(JSON.parse(value), path);
  else if (typeof value !== 'object' || value === null) {
    if (value !== null && value !== undefined) yield [path, value];
  } else if (Array.isArray(value)) for (const one of listOf(value)) yield* leaves(one, path);
  else {
    for (const [key, one] of Object.entries(value as Body)) {
      if (key !== '//') yield* leaves(one, path === '' ? key : `${path}.${key}`);
    }
  }
}
