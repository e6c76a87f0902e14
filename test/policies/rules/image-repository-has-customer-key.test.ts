import { found, policy } from '../support/cases';
import { imageRepositoryHasCustomerKey } from './image-repository-has-customer-key';

const ours = { encryption_type: 'KMS', kms_key: '${aws_kms_key.data.arn}' };

const repository = (encryption: object, through = 'ecr') =>
  found(imageRepositoryHasCustomerKey, {
    aws_ecr_repository: { vets: { encryption_configuration: [encryption] } },
    aws_kms_key: {
      data: {
        policy: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: { StringEquals: { 'kms:ViaService': `${through}.us-west-2.amazonaws.com` } },
        }),
      },
    },
  });

test('a repository with a key that lets ECR have a grant complies', () => {
  expect(repository(ours)).toEqual([]);
});

test.each([
  [{}, 'ecr'],
  [{ encryption_type: 'AES256' }, 'ecr'],
  [{ encryption_type: 'KMS' }, 'ecr'],
  [ours, 's3'],
])('a repository with %j and a key for %s is found', (encryption, through) => {
  expect(repository(encryption, through)).toEqual(['aws_ecr_repository.vets']);
});
