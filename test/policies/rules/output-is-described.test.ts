import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { outputIsDescribed } from './output-is-described';

const output = (name: string, body: Body) => found(outputIsDescribed, {}, { output: { [name]: body } });

test('a snake_case output with a description complies', () => {
  expect(output('vpc_id', { description: 'VPC', value: '' })).toEqual([]);
});

test.each([
  ['vpcId', { description: 'VPC' }],
  ['vpc-id', { description: 'VPC' }],
  ['vpc_id', { description: '' }],
  ['vpc_id', {}],
])('%s with %j is found', (name, body) => {
  expect(output(name, body)).toEqual([`output.${name}`]);
});
