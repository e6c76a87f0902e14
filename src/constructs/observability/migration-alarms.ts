import { Construct } from 'constructs';
import { SystemMetrics } from '../../lib/metrics/system';
import { AlarmSetting } from './alarm';
import { MetricAlarm } from './metric-alarm';

export interface MigrationAlarmsProps {
  readonly setting: AlarmSetting;
  readonly lambda: SystemMetrics['functions']['migration'];
}

/**
 * The function that migrates the database, which runs during deployments only: one failure is worth a mail. Terraform shows
 * the same failure to whoever deploys, and how long a run takes, or whether Lambda refuses one, concerns nobody else.
 */
export class MigrationAlarms extends Construct {
  readonly all: readonly MetricAlarm[];

  constructor(scope: Construct, id: string, { setting, lambda }: MigrationAlarmsProps) {
    super(scope, id);
    this.all = [
      new MetricAlarm(this, 'errors', {
        setting,
        name: 'migration-errors',
        kind: 'migration-errors',
        notifies: true,
        says: 'The database could not be migrated, and is at an older version than the deployment wants.',
        metric: lambda.errors,
        comparison: '>=',
        threshold: 1,
        periodSeconds: 300,
        periods: 1,
        // It runs during deployments only.
        missingData: 'notBreaching',
      }),
    ];
  }
}
