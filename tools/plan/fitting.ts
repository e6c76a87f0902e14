/** Said in place of what is left out; the longest that it can be has to fit too. */
const leftOut = (count: number): string => `_Left out for want of space: ${count} more paragraphs._`;

/** The first of the paragraphs, as many as fit, and how many do not. A paragraph is never broken. */
export function fitting(paragraphs: readonly string[], limit: number): string {
  const room = limit - leftOut(paragraphs.length).length - 1;
  const kept: string[] = [];
  let length = 0;
  for (const paragraph of paragraphs) {
    if (length + paragraph.length + 2 > room) break;
    kept.push(paragraph);
    length += paragraph.length + 2;
  }
  const missing = paragraphs.length - kept.length;
  return `${[...kept, ...(missing === 0 ? [] : [leftOut(missing)])].join('\n\n')}\n`;
}
