import { stripVTControlCharacters } from 'node:util';
import { quoted } from './show';

/** A text on one line without anything unprintable; what is printable stays as it is. */
function oneLine(text: string): string {
  return quoted(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}

/** The least number of backticks, from `least` on, that the text nowhere has in a row. */
function fence(text: string, least: number): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  return '`'.repeat(Math.max(least, ...runs.map((length) => length + 1)));
}

/** Code within a line, whatever is in it: GitHub makes no markup, link or mention of code. */
export function code(text: string): string {
  const line = oneLine(text);
  const ticks = fence(line, 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** Code in a cell of a table, where a bar ends the cell even within code. */
export const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

/** Lines of code, whatever is in them. */
export function block(lines: readonly string[], language = ''): string {
  const ticks = fence(lines.join('\n'), 3);
  return [`${ticks}${language}`, ...lines, ticks].join('\n');
}

/** Words of Terraform's, which may have several lines. */
export function words(text: string): string {
  return block(stripVTControlCharacters(text).trim().split('\n').map(oneLine), 'text');
}

/** Something that is folded up. The summary is HTML: pass only words of our own and `htmlText`. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** Text as it may stand in HTML, where markup, links and mentions would be made of it. */
export const htmlText = (text: string): string =>
  oneLine(text).replaceAll(/[^\w .,()-]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
