import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textFile } from '../plan-report/details';
import { visible } from '../plan-report/markdown';
import { Report } from '../plan-report/report';
import { StackPlan } from '../plan-report/stack-plan';

/**
 * Writes `report.md`, `comment.md`, which fits a comment on GitHub, and for each stack Terraform's text of its plan. In a
 * GitHub workflow the report is added to the job summary too.
 */
export function writeReport(
  folder: string,
  { full, comment }: Pick<Report, 'full' | 'comment'>,
  plans: readonly StackPlan[],
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.md'), full);
  writeFileSync(join(folder, 'comment.md'), comment);
  for (const { stack, text } of plans) {
    if (text !== undefined) writeFileSync(join(folder, textFile(stack)), visible(text));
  }
  const summaryFile = process.env.GITHUB_STEP_SUMMARY;
  if (summaryFile !== undefined && summaryFile !== '') appendFileSync(summaryFile, full);
}
