import { loadEnvironments } from '../../src/config/load';
import { billOf } from '../cost/bill';
import { priceIn } from '../cost/prices';
import { describeDifference } from '../cost/report';
import { readTerraform } from '../model/terraform/read';
import { Configuration } from '../model/terraform/stacks';
import { reachChanges } from '../reach/changes';
import { reachSection } from '../reach/section';

type Configurations = Readonly<Record<string, Configuration>>;

/** What a change does beside its resources, in Markdown. */
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
