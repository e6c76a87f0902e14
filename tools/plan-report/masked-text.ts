import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { visible } from './markdown';

/** Characters of a text that a report shows at all: a longer one fits nowhere. */
export const LONGEST = 2 ** 20;

/** Beginning of a resource in the text. What is masked has no such sign in it, so a text is parted before one. */
const HEADING = '\n  # ';

/** A text in a file. */
export interface WrittenText {
  /** The text; missing where it is longer than {@link LONGEST}. */
  readonly text?: string;
  readonly lines: number;
}

/**
 * Writes Terraform's text to a file, with what looks like a secret masked, part by part: however long it is, little of it is
 * in memory.
 *
 * @throws Error of the file system
 */
export async function writeMasked(source: AsyncIterable<string>, file: string): Promise<WrittenText> {
  const out = createWriteStream(file);
  const done = finished(out);
  // Awaited below; a failure in between is no unhandled one.
  done.catch(() => undefined);
  let [rest, kept, length, lines] = ['', '', 0, 0];
  const write = async (part: string): Promise<void> => {
    length += part.length;
    if (length <= LONGEST) kept += part;
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) lines += 1;
    if (!out.write(visible(part))) await Promise.race([once(out, 'drain'), done]);
  };
  for await (const chunk of source) {
    rest += chunk;
    const heading = chunk.lastIndexOf(HEADING);
    if (rest.length < LONGEST || heading < 0) continue;
    const end = rest.length - chunk.length + heading + 1;
    await write(rest.slice(0, end));
    rest = rest.slice(end);
  }
  await write(rest);
  out.end();
  await done;
  return length <= LONGEST ? { text: kept, lines } : { lines };
}
