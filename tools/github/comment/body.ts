import { BODY_LIMIT } from '../api';
import { quoteUntrusted } from '../untrusted';
import { headlineOf, Section, withoutStacks } from './section';

/** In front of the comment, where only we can have put it. */
export const MARKER = '<!-- petclinic: reports on this pull request -->';

const SHORTENED = '_The whole does not fit here: see the summary of the run._';

/**
 * The comment with all sections. Where they do not fit, the part on each stack gives way first, of the longest report before
 * the others, and only then what is dangerous: the headlines stay.
 *
 * @param limit in characters
 */
export function renderBody(sections: readonly Section[], limit: number = BODY_LIMIT): string {
  const left = [...sections];
  for (const shorten of [withoutStacks, headlineOf]) {
    while (render(left).length > limit) {
      const [longest] = left
        .filter((section) => shorten(section) !== section)
        .sort((a, b) => b.report.length - a.report.length);
      if (longest === undefined) break;
      left[left.indexOf(longest)] = shorten(longest);
    }
  }
  return render(left);
}

function render(sections: readonly Section[]): string {
  const paragraphs = sections.flatMap(({ title, origin, report, isShortened = false }) => [
    `## ${title}`,
    isShortened ? `${origin} ${SHORTENED}` : origin,
    ...(report === '' ? [] : [quoteUntrusted(report)]),
  ]);
  return `${[MARKER, ...paragraphs].join('\n\n')}\n`;
}
