import { carriesSecret, isNamedSecret, isReference, onlyRefers, smellsSecret } from './secret-names';
import { parseNested, SecretValues } from './secret-values';

/**
 * A value in which everything secret is hidden already, so that nothing that works on it can show a secret. `id` is the
 * same for equal values, secret ones too; it is for comparing only.
 */
export type Value =
  | { readonly kind: 'hidden' | 'unknown'; readonly id: string }
  | { readonly kind: 'scalar'; readonly id: string; readonly scalar: string | number | boolean | null }
  | { readonly kind: 'list'; readonly id: string; readonly items: readonly Value[]; readonly text?: string }
  | {
      readonly kind: 'object';
      readonly id: string;
      readonly entries: ReadonlyMap<string, Value>;
      /** Of a value that is JSON in a text: that text. Of a list, the text may also be one of several lines. */
      readonly text?: string;
    };

export interface Hiding {
  /** Gets every value that was hidden. */
  readonly secrets: Pick<SecretValues, 'remember'>;
  /** Whether a name further out smells of a secret. */
  readonly smells: boolean;
}

/** Terraform's marks of a value: each true for all of it, or a tree with the shape of the value. */
export interface Marks {
  readonly sensitive?: unknown;
  readonly unknown?: unknown;
}

export const NOTHING: Value = { kind: 'scalar', id: 'null', scalar: null };

/** Whether there is nothing in it, or nothing in what is in it: AWS returns such a thing for one that was never set. */
export function isEmpty(value: Value | undefined): boolean {
  switch (value?.kind) {
    case undefined:
      return true;
    case 'scalar':
      return value.scalar === null || value.scalar === '' || value.scalar === false || value.scalar === 0;
    case 'list':
      return value.items.every(isEmpty);
    case 'object':
      return [...value.entries.values()].every(isEmpty);
    default:
      return false;
  }
}
const UNKNOWN: Value = { kind: 'unknown', id: '?' };

/** Texts in texts in texts: nobody nests deeper. */
const DEEPEST_JSON = 8;

export function readValue(raw: unknown, marks: Marks, hiding: Hiding, jsonDepth = 0): Value {
  if (marks.unknown === true) return UNKNOWN;
  if (raw === null || raw === undefined) {
    return hasTrue(marks.unknown) ? readObject({}, marks, hiding, jsonDepth) : NOTHING;
  }
  if (marks.sensitive === true) return hide(raw, hiding);
  if (typeof raw === 'string') return readText(raw, hiding, jsonDepth);
  if (Array.isArray(raw)) return readList(raw, marks, hiding, jsonDepth);
  if (typeof raw === 'object') return readObject(raw as Record<string, unknown>, marks, hiding, jsonDepth);
  // A flag tells nothing; a number may be a PIN.
  if (typeof raw === 'number' && hiding.smells) return hide(raw, hiding);
  return scalar(raw as number | boolean);
}

function hide(raw: unknown, { secrets }: Hiding): Value {
  secrets.remember(raw);
  return { kind: 'hidden', id: `!${stableJson(raw)}` };
}

const scalar = (value: string | number | boolean): Value => ({
  kind: 'scalar',
  id: JSON.stringify(value),
  scalar: value,
});

function list(items: readonly Value[], text?: string): Value {
  return { kind: 'list', id: `[${items.map(({ id }) => id).join()}]`, items, ...(text && { text }) };
}

function readText(text: string, hiding: Hiding, jsonDepth: number): Value {
  const nested = jsonDepth < DEEPEST_JSON ? parseNested(text) : undefined;
  if (nested !== undefined) {
    const value = readValue(nested, {}, hiding, jsonDepth + 1);
    return value.kind === 'list' || value.kind === 'object' ? { ...value, text } : value;
  }
  if (hiding.smells && text !== '' && !isReference(text)) return hide(text, hiding);
  const lines = text.split('\n');
  if (lines.length === 1) return carriesSecret(text) ? hide(text, hiding) : scalar(text);
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return hide(text, hiding);
  return list(
    lines.map((line) => (carriesSecret(line) ? hide(line, hiding) : scalar(line))),
    text,
  );
}

function readList(raw: readonly unknown[], marks: Marks, hiding: Hiding, jsonDepth: number): Value {
  // The same thing may stand elsewhere in the list before the change, with no mark: what is marked in one item counts
  // for all.
  const sensitive = isList(marks.sensitive) ? marks.sensitive.reduce(union, undefined) : undefined;
  const unknown = isList(marks.unknown) ? marks.unknown : [];
  return list(
    Array.from({ length: Math.max(raw.length, unknown.length) }, (_, index) =>
      readValue(raw[index], { sensitive, unknown: unknown[index] }, hiding, jsonDepth),
    ),
  );
}

function readObject(
  raw: Readonly<Record<string, unknown>>,
  marks: Marks,
  hiding: Hiding,
  jsonDepth: number,
): Value {
  const sensitive = isObject(marks.sensitive) ? marks.sensitive : {};
  const unknown = isObject(marks.unknown) ? marks.unknown : {};
  const keys = new Set([...Object.keys(raw), ...Object.keys(unknown).filter((key) => hasTrue(unknown[key]))]);
  // An entry that says where a value comes from names it, and does not hold it.
  const refers = 'valueFrom' in raw;
  const entries = [...keys].sort().map((key): [string, Value] => {
    const inherited = hiding.smells && !refers && !onlyRefers(key);
    const smells = inherited || smellsSecret(key) || isNamedSecret(raw, key);
    const own = { sensitive: sensitive[key], unknown: unknown[key] };
    return [key, readValue(raw[key], own, { ...hiding, smells }, jsonDepth)];
  });
  const id = `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value.id}`).join()}}`;
  return { kind: 'object', id, entries: new Map(entries) };
}

/** What either of two trees of marks says. */
export function union(a: unknown, b: unknown): unknown {
  if (a === true || b === true) return true;
  if (isList(a) || isList(b)) {
    const [left, right] = [isList(a) ? a : [], isList(b) ? b : []];
    return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
      union(left[index], right[index]),
    );
  }
  if (!isObject(a)) return b;
  if (!isObject(b)) return a;
  return Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, union(a[key], b[key])]),
  );
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function hasTrue(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null && Object.values(marks).some(hasTrue);
}

/** JSON with the keys of objects in order. */
function stableJson(raw: unknown): string {
  return JSON.stringify(raw, (_, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}
