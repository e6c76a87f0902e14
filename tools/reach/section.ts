import { reachChanges, ReachChanges } from './changes';
import { environmentsIn, reachIn } from './folder';

/**
 * Section of a report, in Markdown, on what a change opens and closes between two syntheses. None where it changes nothing, and
 * where one of them lacks the environment.
 */
export function reachSectionOf(environment: string, baseOut: string, treeOut: string): string[] {
  const outs = [baseOut, treeOut];
  if (!outs.every((outDir) => environmentsIn(outDir).includes(environment))) return [];
  const [base, change] = outs.map((outDir) => reachIn(outDir, environment).model);
  return base === undefined || change === undefined
    ? []
    : reachSection(reachChanges(environment, base, change));
}

/** The section itself, in Markdown: none where nothing changes. */
export function reachSection({ opened, closed }: ReachChanges): string[] {
  if (opened.length + closed.length === 0) return [];
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`### ${title}`, items.map((item) => `- \`${item}\``).join('\n')];
  return [['## Reach', ...list('Opens', opened), ...list('Closes', closed)].join('\n\n')];
}
