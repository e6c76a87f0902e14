import { Body } from '../../support/estate';
import { foundIn, stack } from '../support/cases';
import { environmentsShareNoName } from './environments-share-no-name';

const environments = (type: string, dev: Body, prod: Body) =>
  foundIn(environmentsShareNoName, {
    'dev-app': stack({ [type]: { one: dev } }),
    'prod-app': stack({ [type]: { one: prod } }),
  });

test('names with the environment in them comply', () => {
  expect(
    environments('aws_iam_role', { name: 'petclinic-dev-task' }, { name: 'petclinic-prod-task' }),
  ).toEqual([]);
});

test.each<[string, Body]>([
  ['aws_iam_role', { name: 'petclinic-task' }],
  ['aws_s3_bucket', { bucket: 'archive-${data.aws_caller_identity.current.account_id}' }],
  ['aws_lambda_function', { function_name: 'petclinic-genai' }],
  ['aws_rds_cluster', { cluster_identifier: 'petclinic' }],
  ['aws_security_group', { name_prefix: 'petclinic-' }],
])('%s with the name %j in two environments is found, twice', (type, body) => {
  expect(environments(type, body, body)).toEqual([`dev-app/${type}.one`, `prod-app/${type}.one`]);
});

test('a name that only has to differ within its parent complies', () => {
  expect(environments('aws_lambda_alias', { name: 'live' }, { name: 'live' })).toEqual([]);
});
