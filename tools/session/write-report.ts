import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Report } from '../plan-report/report';

/**
 * Writes `report.md`, and `comment.md`, which fits a comment on GitHub. In a GitHub workflow the report is added to the job
 * summary too.
 */
export function writeReport(folder: string, { full, comment }: Pick<Report, 'full' | 'comment'>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.md'), full);
  writeFileSync(join(folder, 'comment.md'), comment);
  const summaryFile = process.env.GITHUB_STEP_SUMMARY;
  if (summaryFile !== undefined && summaryFile !== '') appendFileSync(summaryFile, full);
}
