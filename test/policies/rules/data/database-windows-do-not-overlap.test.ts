import { found } from '../../support/cases';
import { rule } from './database-windows-do-not-overlap';

const CLUSTER = 'aws_rds_cluster.aurora';
const INSTANCE = 'aws_rds_cluster_instance.a';

const windows = (backup: string | undefined, cluster: string | undefined, instance: string | undefined) =>
  found(rule, {
    aws_rds_cluster: {
      aurora: { preferred_backup_window: backup, preferred_maintenance_window: cluster },
    },
    aws_rds_cluster_instance: {
      a: { cluster_identifier: '${aws_rds_cluster.aurora.id}', preferred_maintenance_window: instance },
    },
  });

test('windows one after another comply', () => {
  expect(windows('09:00-10:00', 'sun:10:00-sun:10:30', 'mon:10:00-mon:10:30')).toEqual([]);
});

test.each<[string, Parameters<typeof windows>, string[]]>([
  ['maintenance in the backup', ['09:00-10:00', 'sun:11:00-sun:11:30', 'mon:09:30-mon:10:30'], [INSTANCE]],
  ['backup over midnight', ['23:30-00:30', 'mon:00:00-mon:00:30', 'tue:10:00-tue:10:30'], [CLUSTER]],
  [
    'maintenance over the turn of the week',
    ['09:00-10:00', 'sun:23:30-mon:00:30', 'mon:00:00-mon:00:30'],
    [CLUSTER, INSTANCE],
  ],
  ['no window of the instance', ['09:00-10:00', 'sun:11:00-sun:11:30', undefined], [INSTANCE]],
  ['no backup window', [undefined, 'sun:11:00-sun:11:30', 'mon:11:00-mon:11:30'], [CLUSTER, INSTANCE]],
])('%s is found', (_, given, expected) => {
  expect(windows(...given)).toEqual(expected);
});
