import { join } from 'node:path';
import { table } from '../deploy/report';
import { shortPath } from '../support/short-path';
import { Reader } from '../plan/reader';
import { Report } from '../plan/report';
import { StackPlan } from '../plan/stack-plan';

/** What is said in the terminal at the end: a row a stack, what failed in Terraform's words, the counts. */
export function summary(plans: readonly StackPlan[], { headline, rows }: Report, folder: string): string {
  const { secrets } = new Reader(plans);
  const problems = plans.flatMap(({ stack, problem, applyProblem }) => {
    const words = applyProblem ?? problem;
    if (words === undefined) return [];
    const what = applyProblem === undefined ? 'planned' : 'applied';
    return [`${stack} could not be ${what}. Terraform says:\n\n${secrets.hideInWords(words)}\n`];
  });
  return [
    ...(plans.length === 0 ? [] : [table(rows), '']),
    ...problems,
    headline,
    '',
    `The report: ${shortPath(join(folder, 'report.md'))}`,
  ].join('\n');
}
