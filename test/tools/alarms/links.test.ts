import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRepository } from '../../../src/config/repository';
import { anchorsIn } from '../../policies/support/anchors';
import { PROJECT_ROOT, synthesize } from '../../support/synthesis';
import { estateOf } from '../../support/estate';

/** Links into the repository, and their anchors, in a text. */
const linksIn = (text: string): { file: string; anchor: string | undefined }[] => {
  const { owner, name, branch } = loadRepository();
  const pattern = new RegExp(
    `https://github.com/${owner}/${name}/blob/${branch}/([\\w./-]+)(?:#([\\w-]+))?`,
    'g',
  );
  return [...text.matchAll(pattern)].map(([, file = '', anchor]) => ({ file, anchor }));
};

const problems = (text: string): string[] =>
  linksIn(text).flatMap(({ file, anchor }) => {
    const path = join(PROJECT_ROOT, file);
    if (!existsSync(path)) return [`${file} does not exist`];
    if (anchor === undefined || anchorsIn(readFileSync(path, 'utf8')).has(anchor)) return [];
    return [`${file} has no section ${anchor}`];
  });

test('every link of alarms, event messages and dashboards leads to a section of docs', () => {
  const estate = estateOf(synthesize());
  const texts = estate
    .ofType(
      'aws_cloudwatch_metric_alarm',
      'aws_cloudwatch_dashboard',
      'aws_cloudwatch_event_target',
      'aws_cloudwatch_event_rule',
    )
    .map(({ body }) => JSON.stringify(body));
  expect(texts.filter((text) => linksIn(text).length === 0 && !text.includes('probe'))).toEqual([]);
  expect(texts.flatMap(problems)).toEqual([]);
});

test('a link to a page or a section that is not there is found', () => {
  const { owner, name, branch } = loadRepository();
  const base = `https://github.com/${owner}/${name}/blob/${branch}/docs/runbooks`;
  expect(problems(`${base}/alarms.md#nowhere and ${base}/nothing.md#outage`)).toEqual([
    'docs/runbooks/alarms.md has no section nowhere',
    'docs/runbooks/nothing.md does not exist',
  ]);
});
