import { Body } from '../../../support/estate';
import { foundIn, stack } from '../../support/cases';
import { rule } from './physical-name-is-unique';

const environments = (type: string, dev: Body, prod: Body) =>
  foundIn(rule, {
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
  ['aws_ecs_task_definition', { family: 'petclinic-vets' }],
])('%s with the name %j in two environments is found, twice', (type, body) => {
  expect(environments(type, body, body)).toEqual([`dev-app/${type}.one`, `prod-app/${type}.one`]);
});

test.each<[string, Body]>([
  ['aws_lambda_alias', { name: 'live' }],
  ['aws_service_discovery_private_dns_namespace', { name: 'petclinic.local' }],
])('%s with the name %j, which only has to differ within its parent, complies', (type, body) => {
  expect(environments(type, body, body)).toEqual([]);
});

test('the family of parameters that two environments use complies', () => {
  const family = { family: 'aurora-mysql8.0' };
  expect(environments('aws_rds_cluster_parameter_group', family, family)).toEqual([]);
});
