/** One mistake in the configuration: where, and a sentence that says what was given and what is allowed. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Refusal of the configuration. `problems` holds one line for each mistake of every environment. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ path, message }) => `${shortened(path)}: ${message}`);
    super(['The configuration has to be corrected:', ...lines.map(printable)].join('\n  '));
    this.problems = lines;
  }
}

/** A value that is refused, and why. */
export function refused(path: string, value: unknown, reason: string, allowed: string): Problem {
  return { path, message: refusal(value, allowed, reason) };
}

/** `"latest" is not allowed; allowed: …`, or `is missing; allowed: …` for a value that is not there. */
export function refusal(value: unknown, allowed: string, reason = 'is not allowed'): string {
  return value === undefined
    ? `is missing; allowed: ${allowed}`
    : `${shown(value)} ${reason}; allowed: ${allowed}`;
}

/** Puts `prefix` before the path of each problem. */
export function under(prefix: string, problems: Iterable<Problem>): Problem[] {
  return Array.from(problems, ({ path, message }) => ({
    path: path === '' ? prefix : `${prefix}.${path}`,
    message,
  }));
}

/** Characters of a value or a path that a message shows. */
const SHOWN = 160;

function shortened(value: string): string {
  const characters = Array.from(value);
  if (characters.length <= SHOWN) return value;
  return `${characters.slice(0, SHOWN).join('')}… (${characters.length} characters)`;
}

/** The text on one line, with an escape for every character that a terminal would hide or obey. */
export function printable(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
}
