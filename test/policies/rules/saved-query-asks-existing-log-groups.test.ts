import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { savedQueryAsksExistingLogGroups } from './saved-query-asks-existing-log-groups';

const query = (change: Body) =>
  found(savedQueryAsksExistingLogGroups, {
    aws_cloudwatch_log_group: { vets: { name: '/dev/vets' } },
    aws_cloudwatch_query_definition: {
      errors: {
        log_group_names: ['${aws_cloudwatch_log_group.vets.name}'],
        query_string: 'fields @message',
        ...change,
      },
    },
  });

test('a query of a log group of ours complies', () => {
  expect(query({})).toEqual([]);
});

test.each([
  ['no log group', { log_group_names: [] }],
  ['a name for a log group', { log_group_names: ['/dev/vets'] }],
  ['a text that AWS does not store', { query_string: 'x'.repeat(10_001) }],
])('a query with %s is found', (_, change) => {
  expect(query(change)).toEqual(['aws_cloudwatch_query_definition.errors']);
});
