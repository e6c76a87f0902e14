import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'Without a default value a filter is silent while nothing matches, and AWS allows none beside dimensions: an alarm could not tell that it is over.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_cloudwatch_log_metric_filter'), ({ body }) =>
      blocks(body, 'metric_transformation').flatMap((made) => [
        ...unless(made['value'] === '1', 'it does not count lines: its value is not 1'),
        ...unless(made['default_value'] === '0', 'its default value is not 0'),
        ...unless(made['dimensions'] === undefined, 'it has dimensions'),
      ]),
    ),
};
