/** Seen by nobody: takes the meaning from the character before it. */
const NOTHING = '\u200b';

/** Control characters, and those that turn the direction of what follows. */
// eslint-disable-next-line no-control-regex -- these are the ones to remove
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** What GitHub makes a mention, a reference or a link of. A heading's `#` stays one. */
const CALLS = /@|(?<!&)#(?=[^\s#])|\bGH-|:(?=[/&])|\bwww\./gi;

/** Such as `&#64;`, which is an `@` by the time GitHub looks for mentions. */
const ENTITY = /&(?:#\d+|#x[\da-f]+|\w+);/gi;

/**
 * Markdown that somebody else wrote, so that it can be read and does nothing:
 *
 * - it calls nobody (`@team`), and leaves no trace in other issues (`#1`, `GH-1`, addresses);
 * - it hides nothing (`<!--`), and makes no marker of ours;
 * - it is a quotation. What it leaves open, code or a fold, ends with the quotation.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function quoteUntrusted(markdown: string): string {
  return markdown
    .replaceAll('\r\n', '\n')
    .replace(UNWANTED, '')
    .replaceAll('<!', `<${NOTHING}!`)
    .replace(ENTITY, `$&${NOTHING}`)
    .replace(CALLS, `$&${NOTHING}`)
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
