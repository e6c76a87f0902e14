import { loadEnvironments } from '../../src/config/load';
import { ConfigError } from '../../src/config/problem';
import { services } from '../support/sample-estate';

/** Changes by dotted path; `ABSENT` takes the key away. */
type Changes = Readonly<Record<string, unknown>>;

export const ABSENT = Symbol('absent');

/** A copy of a configuration with other values at some paths. */
export function changed(base: unknown, changes: Changes): unknown {
  return Object.entries(changes).reduce(
    (value, [path, replacement]) => replaced(value, path.split('.'), replacement),
    base,
  );
}

/** The lines that loading ends with; none when the configuration is good. */
export function problemsOf(
  environments: readonly unknown[],
  catalogue: readonly unknown[] = services,
): readonly string[] {
  try {
    loadEnvironments(environments, catalogue);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function replaced(value: unknown, [key = '', ...rest]: readonly string[], replacement: unknown): unknown {
  const entries = Object.entries(value ?? {}) as [string, unknown][];
  const copy = Object.fromEntries(entries.filter(([other]) => other !== key));
  const old = entries.find(([other]) => other === key)?.[1];
  const fresh = rest.length > 0 ? replaced(old, rest, replacement) : replacement;
  const result = fresh === ABSENT ? copy : { ...copy, [key]: fresh };
  return Array.isArray(value) ? Object.values(result) : result;
}
