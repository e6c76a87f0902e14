import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from '../../../tools/session/write-report';
import { temporaryFolder } from '../../support/temporary-folder';

const before = process.env.GITHUB_STEP_SUMMARY;
afterEach(() => {
  if (before === undefined) delete process.env.GITHUB_STEP_SUMMARY;
  else process.env.GITHUB_STEP_SUMMARY = before;
});

test('a workflow gets the report as its job summary', () => {
  const folder = temporaryFolder('report');
  process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
  const plans = join(folder, 'plans');
  writeReport(plans, { full: 'all\n', comment: 'short\n' });
  expect(readFileSync(join(folder, 'summary'), 'utf8')).toBe('all\n');
  expect(readdirSync(plans).sort()).toEqual(['comment.md', 'report.md']);
});
