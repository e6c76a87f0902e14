import { Line, sumOf } from './bill';

export const dollars = (usd: number): string => `$${usd.toFixed(2)}`;

/** Fixed and variable sum of some lines in one sentence, without a full stop. */
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

/**
 * Line of a report on what a change costs, in Markdown: none where the bill stays the same. A part that is unknown before or
 * after counts as unknown, not as what the other side costs.
 */
export function describeDifference(before: readonly Line[], after: readonly Line[]): string[] {
  const [old, changed] = [before, after].map(
    (lines) => new Map(lines.map((line) => [[line.stack, line.type, line.name, line.part].join(' '), line])),
  ) as [Map<string, Line>, Map<string, Line>];
  const totals = new Map<string, number>();
  const unknown = new Set<string>();
  for (const [key, { type }] of new Map([...old, ...changed])) {
    const [one, other] = [old, changed].map((lines) => {
      const line = lines.get(key);
      return line === undefined ? 0 : line.usd;
    });
    if (one !== undefined && other !== undefined) totals.set(type, (totals.get(type) ?? 0) + other - one);
    else if (one !== other && changed.has(key)) unknown.add(type);
  }
  const moved = [...new Set([...totals.keys(), ...unknown])].flatMap((type) => {
    const usd = totals.get(type) ?? 0;
    if (unknown.has(type)) return [`\`${type}\` unknown`];
    return isCent(usd) ? [`\`${type}\` ${usd < 0 ? '−' : '+'}${dollars(Math.abs(usd))}`] : [];
  });
  if (moved.length === 0) return [];
  const total = [...totals.values()].reduce((sum, usd) => sum + usd, 0);
  const sum = isCent(total)
    ? `This change costs about ${dollars(Math.abs(total))} a month ${total < 0 ? 'less' : 'more'}`
    : 'This change costs as much as before, as far as is known';
  return [`${sum}: ${moved.join(', ')}. Prices and assumptions: \`npm run cost\`.`];
}

/** Tells whether an amount in US dollars shows. */
const isCent = (usd: number): boolean => Math.abs(usd) >= 0.005;
