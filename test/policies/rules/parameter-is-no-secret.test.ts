import { Body } from '../../support/estate';
import { foundIn, stack } from '../support/cases';
import { parameterIsNoSecret } from './parameter-is-no-secret';

const plain = { name: '/petclinic/dev/db/url', type: 'String' };

const parameter = (body: Body) =>
  foundIn(parameterIsNoSecret, { 'dev-data': stack({ aws_ssm_parameter: { one: body } }) }).length;

test.each([[plain], [{ ...plain, type: 'StringList' }]])('%j complies', (body) => {
  expect(parameter(body)).toBe(0);
});

test.each<[Body]>([
  [{ ...plain, type: 'SecureString' }],
  [{ ...plain, type: undefined }],
  [{ ...plain, name: '/petclinic/prod/db/url' }],
  [{ ...plain, name: '/petclinic/dev/db/password' }],
])('%j is found', (body) => {
  expect(parameter(body)).toBe(1);
});
