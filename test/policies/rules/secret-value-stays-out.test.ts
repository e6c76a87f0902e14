import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { secretValueStaysOut } from './secret-value-stays-out';

test.each<[string, Body]>([
  ['aws_secretsmanager_secret', { name: '/petclinic/dev/db/users/vets' }],
  [
    'aws_secretsmanager_secret_version',
    { secret_string_wo: '${ephemeral.aws_secretsmanager_random_password.p.random_password}' },
  ],
  ['aws_ssm_parameter', { type: 'String', value: 'jdbc:mysql://db' }],
  ['aws_ssm_parameter', { type: 'SecureString', value_wo: '${ephemeral.aws_ssm_parameter.p.value}' }],
])('%s with %j complies', (type, body) => {
  expect(found(secretValueStaysOut, { [type]: { one: body } })).toEqual([]);
});

test.each<[string, Body]>([
  ['aws_secretsmanager_secret_version', { secret_string: '${random_password.p.result}' }],
  ['aws_secretsmanager_secret_version', { secret_string_wo: 'hunter2' }],
  ['aws_rds_cluster', { master_password: 'hunter2' }],
  ['aws_ssm_parameter', { type: 'SecureString', value: 'hunter2' }],
])('%s with %j is found', (type, body) => {
  expect(found(secretValueStaysOut, { [type]: { one: body } })).toEqual([`${type}.one`]);
});

test.each(['aws_secretsmanager_secret_version', 'aws_secretsmanager_random_password'])(
  'a data source that reads an %s is found',
  (type) => {
    expect(found(secretValueStaysOut, {}, { data: { [type]: { one: {} } } })).toEqual([`data.${type}.one`]);
  },
);
