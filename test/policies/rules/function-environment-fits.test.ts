import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { functionEnvironmentFits } from './function-environment-fits';

const lambda = (variables: Body, kms_key_arn: string | undefined = '${aws_kms_key.data.arn}') =>
  found(functionEnvironmentFits, {
    aws_kms_key: { data: {} },
    aws_lambda_function: { migrate: { environment: { variables }, kms_key_arn } },
  });

test('few variables under our key comply', () => {
  expect(lambda({ DATABASE_NAME: 'petclinic', AWS_STYLE: 'x'.repeat(4000) })).toEqual([]);
});

test.each<[Body, string?]>([
  [{ AWS_REGION: 'us-west-2' }],
  [{ _HANDLER: 'x' }],
  [{ A: 'x'.repeat(2048), B: 'ü'.repeat(1024) }],
  [{}, 'alias/aws/lambda'],
])('%j is found', (...given) => {
  expect(lambda(...given)).toEqual(['aws_lambda_function.migrate']);
});
