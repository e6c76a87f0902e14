import { Construct } from 'constructs';
import { SystemMetrics } from '../../lib/metrics/system';
import { AlarmSetting } from './alarm';
import { MetricAlarm, MetricAlarmProps } from './metric-alarm';

export interface GenaiAlarmsProps {
  readonly setting: AlarmSetting;
  readonly lambda: SystemMetrics['functions']['genai'];
  readonly errorLines: SystemMetrics['genaiErrorLines'];
  readonly toolFailures: SystemMetrics['toolFailures'];
  /** Of each kind, in five minutes. */
  readonly failures: number;
  readonly durationMilliseconds: number;
}

/**
 * The GenAI function. Failures are counted, not held against requests: questions are few, and each is somebody who waits.
 * Most of them Lambda does not know of, since the function answers 503 itself and logs why.
 */
export class GenaiAlarms extends Construct {
  readonly all: readonly MetricAlarm[];

  constructor(scope: Construct, id: string, props: GenaiAlarmsProps) {
    super(scope, id);
    const { setting, lambda, errorLines, toolFailures, failures, durationMilliseconds } = props;
    // Nobody asks, nothing is told: neither by Lambda nor in the log.
    const shared = {
      setting,
      notifies: false,
      comparison: '>=',
      periodSeconds: 300,
      missingData: 'notBreaching',
    } as const;
    const counted = (
      kind: MetricAlarmProps['kind'],
      metric: MetricAlarmProps['metric'],
      says: string,
    ): MetricAlarm =>
      new MetricAlarm(this, kind.replace(/^genai-/, ''), {
        ...shared,
        name: kind,
        kind,
        says: `${failures} times or more in five minutes, ${says}`,
        metric,
        threshold: failures,
        periods: 1,
      });
    this.all = [
      counted('genai-error-lines', errorLines, 'the assistant could not answer: a part was down or broken.'),
      counted('genai-tool-failures', toolFailures, 'a tool of the assistant failed.'),
      counted(
        'genai-errors',
        lambda.errors,
        'the GenAI function broke off: out of time, or before its own code.',
      ),
      counted(
        'genai-throttles',
        lambda.throttles,
        'Lambda did not run the GenAI function, for too many ran already.',
      ),
      new MetricAlarm(this, 'duration', {
        ...shared,
        name: 'genai-duration',
        kind: 'genai-duration',
        says: `One of ten questions to the assistant takes longer than ${durationMilliseconds / 1000} s, close to where the function is ended.`,
        metric: lambda.duration,
        threshold: durationMilliseconds,
        // With few questions, one slow answer is one of ten: three times in a row is more than chance.
        periods: 3,
      }),
    ];
  }
}
