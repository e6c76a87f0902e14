/** A part of a report. */
export interface Part {
  readonly text: string;
  /** Shorter text, shown where the whole does not fit. @default the part is always whole */
  readonly short?: string;
  /** True when the part is a list whose end may be cut off, a line at a time. @default false */
  readonly isList?: boolean;
}

/** The room for a text, and its size in the same unit. */
export interface Room {
  readonly size: (text: string) => number;
  readonly limit: number;
}

const SEPARATOR = '\n\n';

/**
 * The parts one behind the other, so that they fit: the largest that can be shown shorter give way first, then the list is
 * cut at its end, and only then parts are left out from the end.
 */
export function truncate(parts: readonly Part[], { size, limit }: Room): string {
  const shown = parts.map(({ text }) => text);
  const sizes = shown.map((text) => size(text) + SEPARATOR.length);
  const total = (): number => sizes.reduce((sum, each) => sum + each, 0);
  const show = (index: number, text: string): void => {
    shown[index] = text;
    sizes[index] = text === '' ? 0 : size(text) + SEPARATOR.length;
  };

  /** Rank of a part for shortening: its size; lists come last. */
  const rank = (index: number): number => (parts[index]?.isList === true ? -1 : (sizes[index] ?? 0));
  const shortenable = parts
    .flatMap(({ short }, index) => (short === undefined ? [] : [{ short, index }]))
    .sort((a, b) => rank(b.index) - rank(a.index));
  for (const { short, index } of shortenable) if (total() > limit) show(index, short);

  const list = parts.findIndex(({ isList }) => isList === true);
  for (let last = parts.length - 1; last > list && total() - (sizes[list] ?? 0) > limit / 2; last -= 1) {
    if (total() > limit) show(last, '');
  }
  const room = limit - (total() - (sizes[list] ?? 0));
  if (list >= 0 && total() > limit) show(list, cutLines(shown[list] ?? '', { size, limit: room }));
  return `${shown.filter((text) => text !== '').join(SEPARATOR)}\n`;
}

/** The first lines of a text, as many as fit, and how many do not. */
function cutLines(text: string, { size, limit }: Room): string {
  const lines = text.split('\n');
  const leftOut = (count: number): string => `\n\n_Left out for want of room: ${count} more lines._`;
  let [kept, left] = [0, limit - size(leftOut(lines.length)) - SEPARATOR.length];
  for (const line of lines) {
    left -= size(line) + 1;
    if (left < 0) break;
    kept += 1;
  }
  return `${lines.slice(0, kept).join('\n')}${leftOut(lines.length - kept)}`;
}
