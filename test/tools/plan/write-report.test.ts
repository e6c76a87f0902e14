import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from '../../../tools/session/write-report';
import { temporaryFolder } from '../../support/temporary-folder';
import { FAKE_ACCESS_KEY } from '../plan-report/fixtures/configuration';
import { fixture } from '../plan-report/fixtures/plans';

const before = process.env.GITHUB_STEP_SUMMARY;
afterEach(() => {
  if (before === undefined) delete process.env.GITHUB_STEP_SUMMARY;
  else process.env.GITHUB_STEP_SUMMARY = before;
});

test('a workflow gets the report as its job summary, and each text stands beside the report without keys', () => {
  const folder = temporaryFolder('report');
  process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
  const plans = join(folder, 'plans');
  writeReport(plans, { full: 'all\n', comment: 'short\n' }, [fixture('everything'), fixture('nothing')]);
  expect(readFileSync(join(folder, 'summary'), 'utf8')).toBe('all\n');
  expect(readdirSync(plans).sort()).toEqual([
    'comment.md',
    'dev-everything.txt',
    'dev-nothing.txt',
    'report.md',
  ]);
  const text = readFileSync(join(plans, 'dev-everything.txt'), 'utf8');
  expect(text).toContain('terraform_data.old_name has moved');
  expect(text).not.toContain(FAKE_ACCESS_KEY);
});
