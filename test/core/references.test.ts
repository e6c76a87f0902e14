import { undeclaredReference } from '../../src/core/references';

const configuration = (value: string) => ({
  resource: { aws_vpc: { 'vpc_vpc-a': {} }, aws_subnet: { app: { vpc_id: value } } },
  data: { terraform_remote_state: { network: {} } },
});

test.each([
  ['a resource', '${aws_vpc.vpc_vpc-a.id}'],
  ['a data source', '${data.terraform_remote_state.network.outputs.ids.app-a}'],
  ['a part of more text', 'arn:${aws_vpc.vpc_vpc-a.arn}/*'],
  ['a value that Terraform forgets', '${ephemeral.aws_secretsmanager_random_password.one.random_password}'],
  ['an output of a module', '${module.state.aws_kms_key}'],
  ['no reference at all', 'aws_vpc.gone.id'],
])('%s is no undeclared reference', (_, value) => {
  expect(undeclaredReference(configuration(value))).toBeUndefined();
});

test.each([
  ['${aws_vpc.other.id}', 'aws_vpc.other'],
  ['${data.aws_vpc.vpc_vpc-a.id}', 'data.aws_vpc.vpc_vpc-a'],
  ['${element(aws_subnet.db.*.id, 0)}', 'aws_subnet.db'],
  ['${data.terraform_remote_state.data.outputs.id}', 'data.terraform_remote_state.data'],
])('%s is one', (value, address) => {
  expect(undeclaredReference(configuration(value))).toBe(address);
});
