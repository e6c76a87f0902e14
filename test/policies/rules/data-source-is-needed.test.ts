import { found } from '../support/cases';
import { dataSourceIsNeeded } from './data-source-is-needed';

const source = (type: string, value: string) =>
  found(
    dataSourceIsNeeded,
    { aws_vpc: { main: { tags: { Name: value } } } },
    { data: { [type]: { current: {} } } },
  );

test('the account id that something uses complies', () => {
  expect(source('aws_caller_identity', '${data.aws_caller_identity.current.account_id}')).toEqual([]);
});

test('the account id that nothing uses is found', () => {
  expect(source('aws_caller_identity', 'main')).toEqual(['data.aws_caller_identity.current']);
});

test('another data source is found, used or not', () => {
  expect(source('aws_availability_zones', '${data.aws_availability_zones.current.names}')).toEqual([
    'data.aws_availability_zones.current',
  ]);
});
