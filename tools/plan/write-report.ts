import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Report } from './report';

/** GitHub refuses a longer job summary. */
const SUMMARY_BYTES = 1024 * 1024;

const TOO_LONG =
  '> **Not the whole.** It does not fit a job summary either: the same command on your machine writes it.';

/** `report.md` is all, `comment.md` what fits a comment. In a GitHub workflow all goes to the job summary too. */
export function writeReport(folder: string, { full, comment }: Pick<Report, 'full' | 'comment'>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.md'), full);
  writeFileSync(join(folder, 'comment.md'), comment);
  const summaryFile = process.env.GITHUB_STEP_SUMMARY;
  if (summaryFile !== undefined && summaryFile !== '') {
    const isWhole = Buffer.byteLength(full) <= SUMMARY_BYTES;
    appendFileSync(summaryFile, isWhole ? full : `${comment}\n${TOO_LONG}\n`);
  }
}
