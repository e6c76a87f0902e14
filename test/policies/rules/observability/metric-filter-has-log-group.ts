import { environmentOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'AWS refuses a filter on a group that is not there; on one of another environment it counts that one’s lines.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_cloudwatch_log_metric_filter'), (filter) => {
      const group = estate.target(filter, filter.body['log_group_name']);
      return unless(
        group?.type === 'aws_cloudwatch_log_group' && environmentOf(group) === environmentOf(filter),
        'log_group_name does not refer to a log group of its environment',
      );
    }),
};
