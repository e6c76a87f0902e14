import { table } from '../deploy/report';
import { visible } from '../plan-report/markdown';
import { StackPlan } from '../plan-report/stack-plan';
import { shortPath } from '../support/short-path';

/** Result as the terminal shows it: a row a stack, and one line. */
interface Shown {
  readonly rows: readonly (readonly string[])[];
  readonly headline: string;
}

/**
 * The end of a command around plans in the terminal: the rows, what failed in Terraform's words, the result and where it is written.
 *
 * @param file with the report
 * @param wayOn lines on what to do next
 */
export function summary(
  plans: readonly StackPlan[],
  { rows, headline }: Shown,
  file: string,
  ...wayOn: readonly string[]
): string {
  const problems = plans.flatMap(({ stack, problem, applyProblem }) => {
    const words = applyProblem ?? problem;
    if (words === undefined) return [];
    const what = applyProblem === undefined ? 'planned' : 'applied';
    return [`${stack} could not be ${what}. Terraform says:\n\n${visible(words)}\n`];
  });
  return [
    ...(plans.length === 0 ? [] : ['', table(rows), '']),
    ...problems,
    headline,
    '',
    `The report: ${shortPath(file)}`,
    ...wayOn,
  ].join('\n');
}
