import { ANYWHERE, Difference } from './diff';
import { Path } from './plan-json';
import { SecretValues, SENSITIVE } from './secret-values';
import { Value } from './value';

export const UNKNOWN = '(known after apply)';

/** Characters of one value that are shown. */
const LONGEST = 160;

/** Characters that move, hide or break what stands around them. */
const UNPRINTABLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A text as JSON, on one line whatever is in it. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A path as Terraform writes one: `tags["a b"].c[0]`; `[]` is an item of a list in which the order says nothing. */
export function showPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return step === ANYWHERE ? '[]' : `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${quoted(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** The value in one line, all of it. */
export function showValue(value: Value, secrets: SecretValues): string {
  switch (value.kind) {
    case 'hidden':
      return SENSITIVE;
    case 'unknown':
      return UNKNOWN;
    case 'scalar':
      return typeof value.scalar === 'string' ? quoted(secrets.hide(value.scalar)) : String(value.scalar);
    case 'list':
      return `[${value.items.map((item) => showValue(item, secrets)).join(', ')}]`;
    case 'object':
      return `{${[...value.entries]
        .map(([key, item]) => `${quoted(secrets.hide(key))}: ${showValue(item, secrets)}`)
        .join(', ')}}`;
  }
}

/** `text` from `start` on, cut to what is shown of a value. Never parts a character of two units. */
function cut(text: string, start: number): string {
  if (text.length <= LONGEST) return text;
  const part = text.slice(start, start + LONGEST).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  const end = start + LONGEST < text.length ? '…' : '';
  return `${start > 0 ? '…' : ''}${part}${end} (${text.length} characters)`;
}

/** Two values beside each other, from shortly before where they begin to differ. */
export function showPair(from: string, to: string): string {
  const longest = Math.max(from.length, to.length);
  let common = 0;
  while (common < longest && from[common] === to[common]) common += 1;
  const start = longest > LONGEST ? Math.max(0, common - 20) : 0;
  return `${cut(from, start)} → ${cut(to, start)}`;
}

/** A difference as a line of a diff, without what forces. */
export function showDifference({ path, before, after, note }: Difference, secrets: SecretValues): string {
  const place = secrets.hide(showPath(path));
  if (note !== undefined) return `~ ${place}: ${note}`;
  const [from, to] = [before, after].map((value) =>
    value === undefined ? undefined : showValue(value, secrets),
  );
  if (from === undefined) return `+ ${place}: ${cut(to ?? '', 0)}`;
  if (to === undefined) return `- ${place}: ${cut(from, 0)}`;
  return from === to ? `~ ${place}: ${from}, changed` : `~ ${place}: ${showPair(from, to)}`;
}
