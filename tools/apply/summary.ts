import { table } from '../deploy/report';
import { StackOutcome, Outcomes } from './apply-plans';

/** The outcome of a stack in a few words. */
export function describeStackOutcome(outcome: StackOutcome): string {
  switch (outcome.status) {
    case 'applied': {
      const { add, change, remove } = outcome.changes;
      return `applied: ${add} added, ${change} changed, ${remove} destroyed`;
    }
    case 'unchanged':
      return 'no changes';
    case 'plan again':
      return `not applied, ${outcome.why}`;
    case 'interrupted':
      return 'interrupted in the middle';
    case 'failed':
    case 'applied before':
    case 'not begun':
      return outcome.status;
  }
}

export interface SummaryOptions {
  /** The command that plans again. */
  readonly again: string;
  /** The folder with what Terraform said, as a person types it. */
  readonly logs: string;
}

const names = (outcomes: Outcomes, ...statuses: readonly StackOutcome['status'][]): string[] =>
  [...outcomes].filter(([, { status }]) => statuses.includes(status)).map(([name]) => name);

const STALE =
  'The state moved in the very moment between the check and the apply: Terraform itself refused the plan.';

/** The result of an apply, and how to go on. */
export function describeOutcomes(outcomes: Outcomes, { again, logs }: SummaryOptions): string {
  const failures = [...outcomes].flatMap(([name, outcome]) => {
    if (outcome.status !== 'failed') return [];
    const words = `${name} could not be applied. Terraform says:\n\n${outcome.why}\n\nMore in ${logs}/${name}.log`;
    return outcome.why.includes('Saved plan is stale') ? [words, STALE] : [words];
  });
  const isBroken = names(outcomes, 'failed', 'interrupted').length > 0;
  const mustPlan = names(outcomes, 'plan again').length > 0 || isBroken;
  const rest =
    names(outcomes, 'applied').length === 0 ? 'Nothing was left to apply.' : 'All of it is applied.';
  return [
    table([
      ['Stack', 'Result'],
      ...[...outcomes].map(([name, outcome]) => [name, describeStackOutcome(outcome)]),
    ]),
    ...failures,
    ...(isBroken ? [`Nothing else was begun.`] : []),
    ...(mustPlan ? [`To go on, plan again and read the report:\n\n  ${again}`] : [rest]),
  ].join('\n\n');
}
