import { ReachChanges } from './changes';

/** Section of a report, in Markdown, on what a change opens and closes: none where nothing changes. */
export function reachSection({ opened, closed }: ReachChanges): string[] {
  if (opened.length + closed.length === 0) return [];
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`### ${title}`, items.map((item) => `- \`${item}\``).join('\n')];
  return [['## Reach', ...list('Opens', opened), ...list('Closes', closed)].join('\n\n')];
}
