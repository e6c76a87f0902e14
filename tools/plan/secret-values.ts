import { withoutCarried } from './secret-names';

/** What is shown in place of a secret. */
export const SENSITIVE = '(sensitive)';

/** Shorter ones are part of too many words to be looked for in other values. */
const SHORTEST = 8;

/** Shorter lines of a longer secret, such as the first of a script, are nothing that only it has. */
const SHORTEST_LINE = 16;

/** The values that were hidden somewhere, so that they can be hidden wherever else they turn up. */
export class SecretValues {
  readonly #texts = new Set<string>();
  /** The same by how they begin: a large plan has thousands, and all are looked for in each text. */
  readonly #byBeginning = new Map<string, string[]>();

  /** Remembers every text in `value`, those in nested JSON among them. */
  remember(value: unknown): void {
    if (typeof value === 'string') {
      const nested = parseNested(value);
      if (nested !== undefined) this.remember(nested);
      this.#add(value);
      // Shown line by line, where it is not marked.
      const lines = value.split('\n').map((line) => line.trim());
      if (lines.length > 1) for (const line of lines) if (line.length >= SHORTEST_LINE) this.#add(line);
      // As Terraform quotes it.
      this.#add(JSON.stringify(value).slice(1, -1));
      // API Gateway quotes fixed values.
      if (/^'.*'$/.test(value)) this.#add(value.slice(1, -1));
    } else if (typeof value === 'object' && value !== null) {
      for (const each of Object.values(value)) this.remember(each);
    }
  }

  #add(text: string): void {
    if (text.length < SHORTEST || this.#texts.has(text)) return;
    this.#texts.add(text);
    const beginning = text.slice(0, SHORTEST);
    const others = this.#byBeginning.get(beginning);
    if (others === undefined) this.#byBeginning.set(beginning, [text]);
    else others.push(text);
  }

  /** The longest value that stands in the text at this place. */
  #at(text: string, place: number): string | undefined {
    let longest: string | undefined;
    for (const each of this.#byBeginning.get(text.slice(place, place + SHORTEST)) ?? []) {
      if (each.length > (longest?.length ?? 0) && text.startsWith(each, place)) longest = each;
    }
    return longest;
  }

  /** Words that somebody else made, such as Terraform's: without any of the values, and without what smells of others. */
  hideInWords(words: string): string {
    return withoutCarried(this.hide(words), SENSITIVE);
  }

  /** The text without any of the values. */
  hide(text: string): string {
    let shown = '';
    let from = 0;
    for (let at = 0; at + SHORTEST <= text.length;) {
      const found = this.#at(text, at);
      if (found === undefined) at += 1;
      else {
        shown += text.slice(from, at) + SENSITIVE;
        at += found.length;
        from = at;
      }
    }
    return shown + text.slice(from);
  }
}

/** The object or list that a text is the JSON of. */
export function parseNested(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
