import { loadEnvironments } from '../../src/config/load';
import { billOf } from '../bill/bill';
import { priceIn } from '../bill/prices';
import { describeDifference } from '../bill/report';
import { readTerraform } from '../model/terraform/read';
import { Configuration } from '../model/terraform/stacks';
import { reachChanges, ReachChanges } from './changes';

type Configurations = Readonly<Record<string, Configuration>>;

/** Effects of a change on costs and reach, in Markdown. */
export interface Impact {
  /** Note on what it costs; none where the bill stays the same. */
  readonly notes: readonly string[];
  /** Section on who reaches whom; none where that stays the same. */
  readonly sections: readonly string[];
}

/**
 * Impact of a change on costs and reach. An environment that is new or goes has none: everything in it opens or closes.
 *
 * @param before stacks by name, as they are
 * @param after stacks by name, as they become
 */
export function impactOf(environment: string, before: Configurations, after: Configurations): Impact {
  const settings = loadEnvironments().find(({ name }) => name === environment);
  const [base, change] = [readTerraform(before), readTerraform(after)];
  if (settings === undefined || [base, change].some(({ network }) => network.vpcs.length === 0)) {
    return { notes: [], sections: [] };
  }
  const [old, changed] = [before, after].map((each) =>
    billOf(each, settings.usage, priceIn(settings.region)),
  );
  return {
    notes: describeDifference(old ?? [], changed ?? []),
    sections: reachSection(reachChanges(environment, base, change)),
  };
}

/** Section of a report, in Markdown, on what a change opens and closes: none where nothing changes. */
export function reachSection({ opened, closed }: ReachChanges): string[] {
  if (opened.length + closed.length === 0) return [];
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`### ${title}`, items.map((item) => `- \`${item}\``).join('\n')];
  return [['## Reach', ...list('Opens', opened), ...list('Closes', closed)].join('\n\n')];
}
