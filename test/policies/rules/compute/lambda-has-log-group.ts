import { blocks } from '../../../support/estate';
import { arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { rolePolicies } from '../../support/functions';
import { covers, isAbout, isAllow, resourcesOf } from '../../support/statements';

export const rule: Rule = {
  reason:
    'Lambda makes the log group of a function that has none, without key and retention; lines that are not JSON cannot be searched by field.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html',
  check: (estate) => {
    const functions = estate.ofType('aws_lambda_function');
    const groupOf = (lambda: (typeof functions)[number]) =>
      estate.target(lambda, blocks(lambda.body, 'logging_config')[0]?.['log_group']);
    return findingsAt(functions, (lambda) => {
      const logging = blocks(lambda.body, 'logging_config')[0];
      const group = groupOf(lambda);
      if (group?.type !== 'aws_cloudwatch_log_group') {
        return ['logging_config does not refer to a log group of ours'];
      }
      const streams = `${arnOf(group.type, 'arn', estate.text(group, 'name') ?? '', estate.region(group))}:*`;
      const statements = rolePolicies(estate, lambda).flatMap((policy) => policy.statements);
      return [
        ...unless(logging?.['log_format'] === 'JSON', 'log_format is not JSON'),
        ...unless(
          functions.filter((other) => groupOf(other) === group).length === 1,
          `${group.address} is another function's as well`,
        ),
        ...['logs:CreateLogStream', 'logs:PutLogEvents']
          .filter(
            (action) =>
              !statements.some(
                (statement) =>
                  isAllow(statement) &&
                  isAbout(statement, action) &&
                  resourcesOf(statement).some((resource) => covers(resource, streams)),
              ),
          )
          .map((action) => `its role may not call ${action} on ${streams}`),
      ];
    });
  },
};
