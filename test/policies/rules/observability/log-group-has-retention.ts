import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'Without a retention CloudWatch keeps log events, and their cost, for ever.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_cloudwatch_log_group'), ({ body }) =>
      unless(Number(body['retention_in_days']) > 0, 'retention_in_days is not set'),
    ),
};
