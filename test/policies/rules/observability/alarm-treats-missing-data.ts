import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, resourceOf, watchedBy } from '../../support/alarms';
import { scheduleOf } from '../../support/schedules';
import { publishedAs } from '../../support/published-metrics';

const CHOICES = ['breaching', 'notBreaching', 'ignore', 'missing'];

export const rule: Rule = {
  reason:
    'Many metrics have no value while nothing happens. An alarm that was not told what that means stays as it is or knows nothing; one that takes it for bad rings every night.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data',
  check: (estate) =>
    findingsAt(estate.ofType(METRIC_ALARM), (alarm) => {
      const choice = alarm.body['treat_missing_data'];
      const silent = watchedBy(alarm).metrics.filter(
        (metric) =>
          publishedAs(metric.namespace, metric.name, Object.keys(metric.dimensions))?.always?.includes(
            metric.name,
          ) !== true && scheduleOf(estate, resourceOf(estate, alarm, metric, 'FunctionName')) === undefined,
      );
      return [
        ...unless(CHOICES.includes(String(choice)), `say treat_missing_data: one of ${CHOICES.join(', ')}`),
        ...unless(
          choice !== 'breaching' || silent.length === 0,
          `it takes silence for bad, and ${silent.map(({ name }) => name).join(', ')} has no value while nothing happens`,
        ),
      ];
    }),
};
