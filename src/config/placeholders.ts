import { refused, type Problem } from './problem';

/** Patterns of texts that stand for ones of your own, and what to put in their place. */
const PLACEHOLDERS: readonly (readonly [pattern: RegExp, allowed: string])[] = [
  // https://www.rfc-editor.org/rfc/rfc2606
  [/(^|[@./])example\.(com|net|org)(:\d+)?$|\.(example|invalid|test)(:\d+)?$/, 'a name of your own'],
  [/EXAMPLE$/, 'an id of your own'],
  // https://www.rfc-editor.org/rfc/rfc5737
  [/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+(\/\d+)?$/, 'networks of your own'],
  [/^your--/, 'a name of your own'],
  // AWS's documentation has these accounts.
  [/(^|\D)(111122223333|123456789012|444455556666)(\D|$)/, 'an account of your own'],
];

/**
 * Finds placeholders in a part of the configuration. They are fine for synthesis, tests and the emulator.
 *
 * @param path of the part, such as `prod`
 */
export function* placeholderProblems(path: string, part: unknown): Iterable<Problem> {
  if (typeof part === 'string') {
    const [, allowed] = PLACEHOLDERS.find(([pattern]) => pattern.test(part)) ?? [];
    if (allowed !== undefined) yield refused(path, part, 'is a placeholder', allowed);
  } else if (typeof part === 'object' && part !== null) {
    for (const [key, value] of Object.entries(part)) yield* placeholderProblems(`${path}.${key}`, value);
  }
}
