import { found } from '../support/cases';
import { logGroupHasRetention } from './log-group-has-retention';

const group = (body: object) =>
  found(logGroupHasRetention, { aws_cloudwatch_log_group: { app: { ...body } } });

test('a group with a retention complies', () => {
  expect(group({ retention_in_days: 14 })).toEqual([]);
});

test.each([[{}], [{ retention_in_days: 0 }]])('a group with %j is found', (body) => {
  expect(group(body)).toEqual(['aws_cloudwatch_log_group.app']);
});
