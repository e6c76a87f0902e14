/** Seen by nobody: takes the meaning from the character before it. */
const NOTHING = '\u200b';

/** Control characters, and those that turn the direction of what follows. */
// eslint-disable-next-line no-control-regex -- these are the ones to remove
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** HTML, comments, links in angle brackets; entities, such as `&#64;`, an `@` by the time GitHub looks for mentions. */
const MARKUP = /<(?=[a-z/!?])|&(?=[#\w])/gi;

/** What GitHub makes a mention or a reference of. A heading's `#` stays one, and a `\` is gone by the time GitHub looks. */
const CALLS = /@|#(?=[^\s#])|(?<![a-z\d])GH(?=\\?-)/gi;

/** Links, images, and where they lead; footnotes, which stand below everything else; boxes, which are no quotations. */
const LINKS = /\](?=[(:])|\[(?=[\^!])|:(?=[/\\])|(?<![a-z\d])www(?=\\?\.)/gi;

/** Code that GitHub draws in place of showing it. */
const DRAWN = /(?<=(?:`{3}|~{3})[ \t]*)(?=(?:geojson|math|mermaid|stl|topojson)\b)/gi;

/** How a report folds something up: each of these lines between two empty ones. Nothing else is HTML in it. */
const FOLD = /^<details><summary><code>[\w-]+<\/code>: [\w ,]+<\/summary>$/;
const END_OF_FOLD = '</details>';

/**
 * Markdown that somebody else wrote, so that it can be read and does nothing:
 *
 * - it calls nobody (`@team`), leads nowhere, and leaves no trace in other issues (`#1`, `GH-1`, addresses);
 * - it hides nothing (`<!--`), and makes no marker of ours;
 * - it is a quotation, which nothing in it ends (`</blockquote>`). What it leaves open, code or a fold, ends there.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 * @see https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
 */
export function quoteUntrusted(markdown: string): string {
  const lines = markdown.replaceAll('\r\n', '\n').replace(UNWANTED, '').trim().split('\n');
  const folds = linesOfFolds(lines);
  return lines.map((line, at) => `> ${folds.has(at) ? line : disarm(line)}`.trimEnd()).join('\n');
}

function disarm(line: string): string {
  return line
    .replace(MARKUP, `$&${NOTHING}`)
    .replace(CALLS, `$&${NOTHING}`)
    .replace(LINKS, `$&${NOTHING}`)
    .replace(DRAWN, NOTHING);
}

/** The numbers of the lines that begin or end a fold: only of those that do both. */
function linesOfFolds(lines: readonly string[]): Set<number> {
  const paired = new Set<number>();
  const open: number[] = [];
  for (const [at, line] of lines.entries()) {
    if ((lines[at - 1] ?? '') !== '' || (lines[at + 1] ?? '') !== '') continue;
    if (FOLD.test(line)) open.push(at);
    else if (line === END_OF_FOLD) {
      const begin = open.pop();
      if (begin !== undefined) paired.add(begin).add(at);
    }
  }
  return paired;
}
