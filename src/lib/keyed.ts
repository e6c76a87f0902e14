/** A collection whose entries have stable names, so that adding one never renumbers another. */
export type Keyed<T> = Readonly<Record<string, T>>;

/** The entries in the order of their keys: what is made from them does not depend on how a literal is sorted. */
export function byKey<T>(collection: Keyed<T>): [string, T][] {
  return Object.entries(collection).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The values in the order of their keys. */
export const valuesByKey = <T>(collection: Keyed<T>): T[] => byKey(collection).map(([, value]) => value);

/** Changes the values of a collection and keeps its keys. */
export function mapByKey<T, U>(collection: Keyed<T>, change: (value: T, key: string) => U): Keyed<U> {
  return Object.fromEntries(byKey(collection).map(([key, value]) => [key, change(value, key)]));
}

/** The first entry in the order of the keys, alone. */
export const firstByKey = <T>(collection: Keyed<T>): Keyed<T> =>
  Object.fromEntries(byKey(collection).slice(0, 1));
