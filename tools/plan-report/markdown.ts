import { scrub } from './scrub';

/**
 * Characters that are not seen: those of control, format and separation, fillers, and what Unicode calls ignorable.
 *
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Terraform's text without keys, tokens and passwords, and with nothing in it that is not seen. */
export const visible = (text: string): string =>
  scrub(text).replaceAll(UNSEEN, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
    return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
  });

/** A fence of at least `least` backticks, more than the text has anywhere in a row. */
function fence(text: string, least: number): string {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return '`'.repeat(Math.max(least, longest + 1));
}

/**
 * Code within a line, whatever is in it: GitHub makes no markup, link or mention of code.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function code(text: string): string {
  const line = visible(text).replaceAll(/\s+/g, ' ');
  const ticks = fence(line, 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** Code in a cell of a table, where a bar ends the cell even within code. */
export const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

/** Lines of code, which nothing in them ends. */
export function block(text: string, language = 'text'): string {
  const shown = visible(text).replace(/^\n+/, '').trimEnd();
  const ticks = fence(shown, 3);
  return `${ticks}${language}\n${shown}\n${ticks}`;
}

/**
 * A part of a report that is folded up.
 *
 * @param name of a stack
 * @param summary without markup
 */
export const folded = (name: string, summary: string, content: string): string =>
  `<details><summary><code>${name}</code>: ${summary}</summary>\n\n${content}\n\n</details>`;
