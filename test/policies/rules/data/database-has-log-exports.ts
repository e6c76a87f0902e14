import { listOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { clusterParameters, isOn } from '../../support/databases';

const LOGS = ['audit', 'error', 'slowquery'];

/** Events of the audit log that keep the texts of statements on data, and so what owners told the clinic. */
const TELLS_DATA = ['QUERY', 'QUERY_DML', 'TABLE'];

export const rule: Rule = {
  reason: 'An export sends what the engine writes, and audit and slow query log are off unless switched on.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Integrating.CloudWatch.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), (cluster) => {
      const exported = listOf(cluster.body['enabled_cloudwatch_logs_exports']);
      const parameters = clusterParameters(estate, cluster);
      const events = (parameters['server_audit_events'] ?? '').split(',');
      return [
        ...LOGS.filter((log) => !exported.includes(log)).map((log) => `${log} is not exported`),
        ...unless(isOn(parameters['server_audit_logging']), 'server_audit_logging is off'),
        ...['CONNECT', 'QUERY_DDL', 'QUERY_DCL']
          .filter((event) => !events.includes(event))
          .map((event) => `server_audit_events has no ${event}`),
        ...TELLS_DATA.filter((event) => events.includes(event)).map(
          (event) => `server_audit_events has ${event}, which writes personal data to the log`,
        ),
        ...unless(isOn(parameters['slow_query_log']), 'slow_query_log is off'),
        ...unless(Number(parameters['long_query_time']) > 0, 'long_query_time does not say what is slow'),
        ...unless(parameters['log_output'] === 'FILE', 'log_output is not FILE: a table is not exported'),
      ];
    }),
};
