import { environmentOf, listOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
const MAX_CHARACTERS = 10_000;

export const rule: Rule = {
  reason:
    'AWS takes any name of a log group and any length that it can store; whoever opens the query finds out that it does not run.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_cloudwatch_query_definition'), (query) => {
      const names = listOf(query.body['log_group_names']);
      return [
        ...unless(names.length > 0, 'names no log group'),
        ...names.flatMap((name) => {
          const group = estate.target(query, name);
          return unless(
            group?.type === 'aws_cloudwatch_log_group' && environmentOf(group) === environmentOf(query),
            `${String(name)} is no log group of its environment`,
          );
        }),
        ...unless(
          String(query.body['query_string']).length <= MAX_CHARACTERS,
          `its text has more than ${MAX_CHARACTERS} characters`,
        ),
      ];
    }),
};
