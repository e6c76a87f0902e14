import { Path } from './plan-json';
import { NOTHING, Value } from './value';

/** One difference between two values. */
export interface Difference {
  /** The position of a list's item is that before the change where it goes, otherwise that after it. */
  readonly path: Path;
  /** Missing where it comes to be. */
  readonly before?: Value;
  /** Missing where it goes. */
  readonly after?: Value;
  /** What differs when the values do not, in words. */
  readonly note?: string;
}

/** A position of a list whose items are the same whatever their order: most of those that hold plain values are sets. */
export const ANYWHERE = -1;

/** What changes from `before` to `after`, keys in order. A missing value, null and one that is not there are the same. */
export function diff(before: Value, after: Value, path: Path = []): Difference[] {
  if (before.id === after.id) return diffTexts(before, after, path);
  if (after.kind === 'unknown') return isNothing(before) ? [{ path, after }] : [{ path, before, after }];
  if (isContainer(before) || isContainer(after)) {
    const from = isNothing(before) ? emptyLike(after) : before;
    const to = isNothing(after) ? emptyLike(before) : after;
    if (from.kind === 'object' && to.kind === 'object') return diffObjects(from, to, path);
    if (from.kind === 'list' && to.kind === 'list') return diffLists(from.items, to.items, path);
  }
  return [{ path, ...(isNothing(before) ? {} : { before }), ...(isNothing(after) ? {} : { after }) }];
}

const isNothing = (value: Value): boolean => value.id === NOTHING.id;
const isContainer = (value: Value): boolean => value.kind === 'list' || value.kind === 'object';

function emptyLike(value: Value): Value {
  return value.kind === 'list'
    ? { kind: 'list', id: '[]', items: [] }
    : { kind: 'object', id: '{}', entries: new Map() };
}

/** JSON in a text may say the same with other characters; so may that in what is in equal values. */
function diffTexts(before: Value, after: Value, path: Path): Difference[] {
  if (before.kind === 'object' && after.kind === 'object') {
    if (before.text === after.text) return diffObjects(before, after, path);
  } else if (before.kind === 'list' && after.kind === 'list') {
    if (before.text === after.text) {
      return before.items.flatMap((item, index) =>
        diffTexts(item, after.items[index] ?? item, [...path, index]),
      );
    }
  } else {
    return [];
  }
  return [{ path, note: 'the same JSON, written differently' }];
}

type Objects = Extract<Value, { kind: 'object' }>;

function diffObjects(before: Objects, after: Objects, path: Path): Difference[] {
  const keys = [...new Set([...before.entries.keys(), ...after.entries.keys()])].sort();
  return keys.flatMap((key) =>
    diff(before.entries.get(key) ?? NOTHING, after.entries.get(key) ?? NOTHING, [...path, key]),
  );
}

interface Item {
  readonly value: Value;
  readonly position: number;
}

/**
 * Items that are on both sides are left out, wherever they stand. Of the others, those that go by the same name belong
 * together, then objects and lists in their order; the rest come or go.
 */
function diffLists(before: readonly Value[], after: readonly Value[], path: Path): Difference[] {
  const [gone, come] = withoutCommon(before, after);
  if (gone.length === 0 && come.length === 0) {
    return before.length === 0 ? [] : [{ path, note: 'the same items in another order' }];
  }
  const pairs: [Item | undefined, Item | undefined][] = [];
  const left = new Set(come);
  const take = (wanted: (item: Item) => boolean): Item | undefined => {
    const found = [...left].find(wanted);
    if (found !== undefined) left.delete(found);
    return found;
  };
  const named = gone.map((item) => {
    const name = nameOf(item.value);
    return name === undefined ? undefined : take(({ value }) => nameOf(value) === name);
  });
  gone.forEach((item, index) => {
    const partner =
      named[index] ??
      (isContainer(item.value) ? take(({ value }) => value.kind === item.value.kind) : undefined);
    pairs.push([item, partner]);
  });
  for (const item of left) pairs.push([undefined, item]);
  return pairs.flatMap(([from, to]) => {
    const { value, position } = (to ?? from) as Item;
    return diff(from?.value ?? NOTHING, to?.value ?? NOTHING, [
      ...path,
      isContainer(value) ? position : ANYWHERE,
    ]);
  });
}

function withoutCommon(before: readonly Value[], after: readonly Value[]): [Item[], Item[]] {
  const counts = new Map<string, number>();
  for (const { id } of after) counts.set(id, (counts.get(id) ?? 0) + 1);
  const common = new Map<string, number>();
  const gone: Item[] = [];
  before.forEach((value, position) => {
    const available = (counts.get(value.id) ?? 0) - (common.get(value.id) ?? 0);
    if (available > 0) common.set(value.id, (common.get(value.id) ?? 0) + 1);
    else gone.push({ value, position });
  });
  const come: Item[] = [];
  after.forEach((value, position) => {
    const spare = common.get(value.id) ?? 0;
    if (spare > 0) common.set(value.id, spare - 1);
    else come.push({ value, position });
  });
  return [gone, come];
}

/** What an item of a list is known by. */
function nameOf(value: Value): string | undefined {
  if (value.kind !== 'object') return undefined;
  const naming = ['Sid', 'sid', 'name', 'Name', 'id', 'key', 'http_header_name'];
  const key = naming.find((each) => value.entries.get(each)?.kind === 'scalar');
  return key === undefined ? undefined : `${key}=${value.entries.get(key)?.id ?? ''}`;
}
