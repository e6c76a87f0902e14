import { found } from '../support/cases';
import { secretHasCustomerKey } from './secret-has-customer-key';

const secret = (kms_key_id?: string) =>
  found(secretHasCustomerKey, {
    aws_kms_key: { data: {} },
    aws_secretsmanager_secret: { vets: { kms_key_id } },
  });

test('a secret with our key complies', () => {
  expect(secret('${aws_kms_key.data.arn}')).toEqual([]);
});

test.each([undefined, 'alias/aws/secretsmanager'])('a secret with the key %s is found', (key) => {
  expect(secret(key)).toEqual(['aws_secretsmanager_secret.vets']);
});
