import { containerInsightsLogGroup, databaseLogGroup, databaseLogs } from '../../src/lib/service-log-groups';

test('the log groups have the names that RDS and Container Insights write to', () => {
  expect(databaseLogs.map((log) => databaseLogGroup('petclinic-dev', log))).toEqual([
    '/aws/rds/cluster/petclinic-dev/audit',
    '/aws/rds/cluster/petclinic-dev/error',
    '/aws/rds/cluster/petclinic-dev/slowquery',
  ]);
  expect(containerInsightsLogGroup('petclinic-dev')).toBe(
    '/aws/ecs/containerinsights/petclinic-dev/performance',
  );
});
