import { found } from '../support/cases';
import { databaseLogsAreWritten } from './database-logs-are-written';

const RIGHT = {
  server_audit_logging: '1',
  server_audit_events: 'CONNECT,QUERY_DDL,QUERY_DCL',
  slow_query_log: '1',
  long_query_time: '2',
  log_output: 'FILE',
};

const cluster = (parameters: Record<string, string>, exports = ['audit', 'error', 'slowquery']) =>
  found(databaseLogsAreWritten, {
    aws_rds_cluster: {
      aurora: {
        enabled_cloudwatch_logs_exports: exports,
        db_cluster_parameter_group_name: '${aws_rds_cluster_parameter_group.own.name}',
      },
    },
    aws_rds_cluster_parameter_group: {
      own: { parameter: Object.entries(parameters).map(([name, value]) => ({ name, value })) },
    },
  });

test('logs that are exported and switched on comply', () => {
  expect(cluster(RIGHT)).toEqual([]);
});

test.each<[Record<string, string>]>([
  [{ server_audit_logging: '0' }],
  [{ server_audit_events: 'CONNECT,QUERY_DDL' }],
  [{ server_audit_events: 'CONNECT,QUERY_DDL,QUERY_DCL,QUERY_DML' }],
  [{ slow_query_log: 'OFF' }],
  [{ long_query_time: '' }],
  [{ log_output: 'TABLE' }],
])('%j is found', (change) => {
  expect(cluster({ ...RIGHT, ...change })).toEqual(['aws_rds_cluster.aurora']);
});

test('a log that is not exported is found', () => {
  expect(cluster(RIGHT, ['audit', 'error'])).toEqual(['aws_rds_cluster.aurora']);
});
