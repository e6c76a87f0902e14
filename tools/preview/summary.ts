import { join } from 'node:path';
import { table } from '../deploy/report';
import { shortPath } from '../support/short-path';
import { visible } from '../plan-report/markdown';
import { Report } from '../plan-report/report';
import { StackPlan } from '../plan-report/stack-plan';

/** The end of a preview in the terminal: a row a stack, what failed in Terraform's words, the counts. */
export function summary(plans: readonly StackPlan[], { headline, rows }: Report, folder: string): string {
  const problems = plans.flatMap(({ stack, problem, applyProblem }) => {
    const words = applyProblem ?? problem;
    if (words === undefined) return [];
    const what = applyProblem === undefined ? 'planned' : 'applied';
    return [`${stack} could not be ${what}. Terraform says:\n\n${visible(words)}\n`];
  });
  return [
    ...(plans.length === 0 ? [] : [table(rows), '']),
    ...problems,
    headline,
    '',
    `The report: ${shortPath(join(folder, 'report.md'))}`,
  ].join('\n');
}
