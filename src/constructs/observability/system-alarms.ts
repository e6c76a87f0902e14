import { Construct } from 'constructs';
import { ALARM_DEFAULTS, AlarmKind, Alarms } from './alarms/definition';
import { Threshold } from './dashboard/graph';
import { MetricAlarm } from './metric-alarm';

export interface SystemAlarmsProps {
  readonly alarms: Alarms;
  /** Returns the name of an alarm in the account, from its name within the environment. */
  readonly nameOf: (alarm: string) => string;
  /** Returns the link of the runbook's section about a kind of alarm. */
  readonly runbook: (kind: AlarmKind) => string;
  readonly topicArn: string;
}

/** Every alarm of an environment. */
export class SystemAlarms extends Construct {
  /** ARNs of the alarms, in the order of the definitions. */
  readonly arns: readonly string[];
  /** Thresholds of the alarms, for the graphs of their metrics. */
  readonly thresholds: readonly Threshold[];

  constructor(scope: Construct, id: string, { alarms, nameOf, runbook, topicArn }: SystemAlarmsProps) {
    super(scope, id);
    this.arns = Object.entries(alarms).map(
      ([name, definition]) =>
        new MetricAlarm(this, name, {
          ...ALARM_DEFAULTS,
          ...definition,
          name: nameOf(name),
          runbook: runbook(definition.kind),
          topicArn,
        }).arn,
    );
    this.thresholds = Object.values(alarms).flatMap(
      ({ metric, drawnOn, threshold, periodSeconds = ALARM_DEFAULTS.periodSeconds }) =>
        (drawnOn ?? ('expression' in metric ? [] : [metric])).map((drawn) => ({
          metric: drawn,
          value: threshold,
          periodSeconds,
        })),
    );
  }
}
