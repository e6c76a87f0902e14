import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from '../../../tools/plan/write-report';
import { temporaryFolder } from '../../support/temporary-folder';

const before = process.env.GITHUB_STEP_SUMMARY;
afterEach(() => {
  if (before === undefined) delete process.env.GITHUB_STEP_SUMMARY;
  else process.env.GITHUB_STEP_SUMMARY = before;
});

/** What a job summary then has. */
function summaryOf(report: { readonly full: string; readonly comment: string }): string {
  const folder = temporaryFolder('report');
  process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
  writeReport(join(folder, 'plans'), report);
  return readFileSync(process.env.GITHUB_STEP_SUMMARY, 'utf8');
}

test('a job summary gets the whole report', () => {
  expect(summaryOf({ full: 'all\n', comment: 'short\n' })).toBe('all\n');
});

test('above what GitHub takes it gets what a comment gets, and says so', () => {
  // Characters of two bytes each.
  const summary = summaryOf({ full: 'ä'.repeat(600_000), comment: 'short\n' });
  expect(summary).toMatch(/^short\n\n> \*\*Not the whole\.\*\*/);
});
