import { Line, sumOf } from './bill';

export const dollars = (usd: number): string => `$${usd.toFixed(2)}`;

/** Both sums of some lines in one sentence, without a full stop. */
export function describeSum(lines: readonly Line[]): string {
  const { fixed, used, unknown } = sumOf(lines);
  const more = unknown === 0 ? '' : `, and ${unknown} unknown part${unknown === 1 ? '' : 's'}`;
  return `${dollars(fixed + used)} a month: ${dollars(fixed)} fixed, ${dollars(used)} by use${more}`;
}

/** Lines by the value of a key, in the order of their first lines. */
export function groups(lines: readonly Line[], key: (line: Line) => string): ReadonlyMap<string, Line[]> {
  const found = new Map<string, Line[]>();
  for (const line of lines) found.set(key(line), [...(found.get(key(line)) ?? []), line]);
  return found;
}

/** Unknown parts, each resource type and part once. */
export const unknownParts = (lines: readonly Line[]): string[] => [
  ...new Set(lines.flatMap(({ usd, type, part }) => (usd === undefined ? [`${type}: ${part}`] : []))),
];

/** Line of a report on what a change costs, in Markdown: none where the bill stays the same. */
export function describeDifference(before: readonly Line[], after: readonly Line[]): string[] {
  const [old, changed] = [sumOf(before), sumOf(after)];
  const fixed = changed.fixed - old.fixed;
  const used = changed.used - old.used;
  const count = (lines: readonly Line[]) =>
    new Map([...groups(lines, ({ type }) => type)].map(([type, own]) => [type, sumOf(own)]));
  const [oldTypes, types] = [count(before), count(after)];
  const moved = [...new Set([...oldTypes.keys(), ...types.keys()])].flatMap((type) => {
    const [one, other] = [oldTypes.get(type), types.get(type)];
    const usd = (other?.fixed ?? 0) + (other?.used ?? 0) - (one?.fixed ?? 0) - (one?.used ?? 0);
    const isUnknown = (other?.unknown ?? 0) > (one?.unknown ?? 0);
    if (Math.abs(usd) < 0.005 && !isUnknown) return [];
    return [`\`${type}\` ${isUnknown ? 'unknown' : `${usd < 0 ? '−' : '+'}${dollars(Math.abs(usd))}`}`];
  });
  if (moved.length === 0) return [];
  const total = fixed + used;
  const sum =
    Math.abs(total) < 0.005
      ? 'This change costs as much as before, as far as is known'
      : `This change costs about ${dollars(Math.abs(total))} a month ${total < 0 ? 'less' : 'more'}`;
  return [`${sum}: ${moved.join(', ')}. Prices and assumptions: \`npm run cost\`.`];
}
