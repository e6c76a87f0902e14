import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { sessionIsForgotten } from './session-is-forgotten';

const ttl = { enabled: true, attribute_name: 'expiresAt' };

const table = (body: Body, told = '${aws_dynamodb_table.sessions.name}') =>
  found(sessionIsForgotten, {
    aws_dynamodb_table: { sessions: body },
    aws_lambda_function: { genai: { environment: { variables: { SESSION_TABLE: told } } } },
  });

test('a table that forgets complies', () => {
  expect(table({ ttl, point_in_time_recovery: { enabled: false } })).toEqual([]);
});

test('a table of something else may keep it', () => {
  expect(table({}, 'others')).toEqual([]);
});

test.each([
  {},
  { ttl: { ...ttl, enabled: false } },
  { ttl: { ...ttl, attribute_name: 'version' } },
  { ttl, point_in_time_recovery: { enabled: true } },
])('%j is found', (body) => {
  expect(table(body)).toEqual(['aws_dynamodb_table.sessions']);
});
