import { BODY_LIMIT } from '../api';
import { Section, shortened } from './section';

/** In front of the comment, where only we can have put it. */
export const MARKER = '<!-- petclinic: reports on this pull request -->';

/**
 * The comment with all sections. Where they do not fit, the longest gives way first: its headline stays.
 *
 * @param limit in characters
 */
export function renderBody(sections: readonly Section[], limit: number = BODY_LIMIT): string {
  const left = [...sections];
  let body = render(left);
  while (body.length > limit) {
    const longest = left.reduce((a, b) => (b.report.length > a.report.length ? b : a));
    const shorter = shortened(longest);
    if (shorter.report.length >= longest.report.length) break;
    left[left.indexOf(longest)] = shorter;
    body = render(left);
  }
  return body;
}

const render = (sections: readonly Section[]): string =>
  `${[MARKER, ...sections.flatMap(({ title, origin, report }) => [`## ${title}`, origin, ...(report === '' ? [] : [report])])].join('\n\n')}\n`;
