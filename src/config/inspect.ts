import type { z } from 'zod';
import type { Problem } from './problem';

/** The well-formed part of a configuration: malformed values are undefined. */
export type ValidPart<T> = T extends readonly (infer E)[]
  ? readonly (ValidPart<E> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: ValidPart<T[K]> | undefined }
    : T;

export interface Inspection<T> {
  /** The configuration, if nothing in it is malformed. */
  readonly value: T | undefined;
  /** The well-formed part, for the rules that compare values: they run however wrong the rest is. */
  readonly valid: ValidPart<T>;
  readonly problems: readonly Problem[];
}

/** Checks a configuration against its schema. */
export function inspect<S extends z.ZodType>(schema: S, raw: unknown): Inspection<z.output<S>> {
  const result = schema.safeParse(raw);
  const issues = result.error?.issues ?? [];
  const malformed = issues.flatMap(pathsOf);
  return {
    value: result.data,
    valid: (malformed.reduce<unknown>(without, raw) ?? {}) as ValidPart<z.output<S>>,
    problems: issues.flatMap((issue) =>
      pathsOf(issue).map((path) => ({ path: path.map(String).join('.'), message: issue.message })),
    ),
  };
}

function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/** A copy with `undefined` at the path; keys stay, so that a malformed value is not taken for a missing one. */
function without(value: unknown, [key, ...rest]: PropertyKey[]): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? without(item, rest) : item));
  return { ...value, [key]: without((value as Record<PropertyKey, unknown>)[key], rest) };
}
