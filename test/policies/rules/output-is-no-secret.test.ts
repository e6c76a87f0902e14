import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { outputIsNoSecret } from './output-is-no-secret';

const output = (name: string, body: Body) => found(outputIsNoSecret, {}, { output: { [name]: body } });

test.each([
  ['vpc_id', '${aws_vpc.main.id}'],
  ['db_secret_arn', '${aws_rds_cluster.aurora.master_user_secret[0].secret_arn}'],
  ['schema_versions', '${jsondecode(aws_lambda_invocation.migration.result).versions}'],
])('%s complies', (name, value) => {
  expect(output(name, { value })).toEqual([]);
});

test.each<[string, Body]>([
  ['vpc_id', { value: '${aws_vpc.main.id}', sensitive: true }],
  ['db_password', { value: '${aws_ssm_parameter.db.value}' }],
  ['origin', { value: '${random_password.origin.result}' }],
  ['origin', { value: ['${aws_secretsmanager_secret_version.origin.secret_string}'] }],
])('%s with %j is found', (name, body) => {
  expect(output(name, body)).toEqual([`output.${name}`]);
});
