import { StateResource } from '../../../tools/deploy/state';
import { Made, unknownTo } from '../../../tools/emulator/made';

const made = (number: number, types: string[], ...identity: string[]): Made => ({
  number,
  call: 'service:Make',
  command: '1.1',
  types,
  identity,
  settled: false,
});
const resource = (type: string, attributes: Record<string, unknown>): StateResource => ({
  address: `${type}.it`,
  type,
  attributes,
});

const STATE = [
  resource('aws_vpc', { id: 'vpc-1' }),
  resource('aws_subnet', { id: 'subnet-1', vpc_id: 'vpc-2' }),
  resource('aws_network_acl', { id: 'acl-1', ingress: [{ rule_no: 100 }], vpc_id: null }),
  resource('aws_iam_role_policy_attachment', { role: 'one', policy_arn: 'arn:a' }),
  resource('aws_iam_role_policy_attachment', { role: 'two', policy_arn: 'arn:b' }),
];

test.each([
  ['what a resource of the type is', made(1, ['aws_vpc'], 'vpc-1'), true],
  ['what another resource only refers to', made(1, ['aws_vpc'], 'vpc-2'), false],
  ['what stands deep in a resource', made(1, ['aws_network_acl'], 'acl-1', '100'), true],
  ['another part of it', made(1, ['aws_network_acl'], 'acl-1', '110'), false],
  ['what one resource is', made(1, ['aws_iam_role_policy_attachment'], 'one', 'arn:a'), true],
  ['what two resources are together', made(1, ['aws_iam_role_policy_attachment'], 'one', 'arn:b'), false],
  ['what may be of several types', made(1, ['aws_eip', 'aws_vpc'], 'vpc-1'), true],
  ['a lock', made(1, [], 'states', 'vpc-1'), false],
])('a state knows of %s: %#', (_, thing, isKnown) => {
  expect(unknownTo(STATE, [thing])).toEqual(isKnown ? [] : [thing]);
});
