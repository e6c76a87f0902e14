import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmsPage } from '../../../tools/alarms/page';
import { configurationsIn } from '../../support/output-folder';
import { liveEnvironments } from '../../support/live-estate';
import { PROJECT_ROOT, synthesize } from '../../support/synthesis';

test('docs/alarms.md is fresh: `npm run alarms` makes it anew', () => {
  expect(readFileSync(join(PROJECT_ROOT, 'docs/alarms.md'), 'utf8')).toBe(
    alarmsPage(configurationsIn(synthesize({ environments: liveEnvironments() }))),
  );
});

const alarm = (environment: string, more: object) => ({
  resource: {
    aws_cloudwatch_metric_alarm: {
      tasks: {
        alarm_name: `petclinic-${environment}-vets-tasks`,
        alarm_description:
          'Tasks missing: vets runs too few. https://github.com/o/n/blob/main/docs/runbooks/a.md#tasks',
        metric_name: 'RunningTaskCount',
        statistic: 'Minimum',
        comparison_operator: 'LessThanThreshold',
        treat_missing_data: 'breaching',
        threshold: 1,
        period: 60,
        evaluation_periods: 5,
        ...more,
      },
    },
  },
});

const rowsOf = (page: string): string[] => page.split('\n').filter((line) => line.includes('`vets-tasks`'));

test('an alarm has one row, with its conditions where environments differ', () => {
  expect(
    rowsOf(alarmsPage({ 'dev-o': alarm('dev', {}), 'prod-o': alarm('prod', { threshold: 2 }) })),
  ).toEqual([
    '| Tasks missing | `vets-tasks` | dev: Minimum of RunningTaskCount < 1, or silence, 5 min; prod: Minimum of RunningTaskCount < 2, or silence, 5 min | vets runs too few. | [tasks](runbooks/a.md#tasks) |',
  ]);
});

test('a description of another form is refused', () => {
  expect(() => alarmsPage({ 'dev-o': alarm('dev', { alarm_description: 'It is slow.' }) })).toThrow(
    'The description of vets-tasks is not "<fault>: <meaning> <link>": It is slow.',
  );
});
