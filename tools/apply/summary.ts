import { table } from '../deploy/report';
import { Fate, Fates } from './apply-plans';

/** A stack's fate in a few words. */
export function describeFate(fate: Fate): string {
  switch (fate.status) {
    case 'applied': {
      const { add, change, remove } = fate.changes;
      return `applied: ${add} added, ${change} changed, ${remove} destroyed`;
    }
    case 'unchanged':
      return 'no changes';
    case 'plan again':
      return `not applied, ${fate.why}`;
    case 'interrupted':
      return 'interrupted in the middle';
    case 'failed':
    case 'applied before':
    case 'not begun':
      return fate.status;
  }
}

export interface SummaryOptions {
  /** The command that plans again. */
  readonly again: string;
  /** The folder with what Terraform said, as a person types it. */
  readonly logs: string;
}

const names = (fates: Fates, ...statuses: readonly Fate['status'][]): string[] =>
  [...fates].filter(([, { status }]) => statuses.includes(status)).map(([name]) => name);

/** What is to be done about Terraform's words. */
function adviceOn(words: string): string | undefined {
  return words.includes('Saved plan is stale')
    ? 'The state moved in the very moment between the check and the apply: Terraform itself refused the plan.'
    : undefined;
}

/** What was done, what failed, and how to go on. */
export function describeFates(fates: Fates, { again, logs }: SummaryOptions): string {
  const failures = [...fates].flatMap(([name, fate]) => {
    if (fate.status !== 'failed') return [];
    const advice = adviceOn(fate.why);
    const words = `${name} could not be applied. Terraform says:\n\n${fate.why}\n\nMore in ${logs}/${name}.log`;
    return [advice === undefined ? words : `${words}\n\n${advice}`];
  });
  const isBroken = names(fates, 'failed', 'interrupted').length > 0;
  const mustPlan = names(fates, 'plan again').length > 0 || isBroken;
  return [
    table([['Stack', 'Result'], ...[...fates].map(([name, fate]) => [name, describeFate(fate)])]),
    ...failures,
    ...(isBroken ? [`Nothing else was begun.`] : []),
    ...(mustPlan ? [`To go on, plan again and read the report:\n\n  ${again}`] : [describeRest(fates)]),
  ].join('\n\n');
}

function describeRest(fates: Fates): string {
  return names(fates, 'applied').length === 0 ? 'Nothing was left to apply.' : 'All of it is applied.';
}
