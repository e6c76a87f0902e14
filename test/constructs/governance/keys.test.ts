import { KmsKey } from '../../../src/constructs/governance/kms-key';
import { ACCOUNT, resourcesOf, statementsOf } from '../../support/construct';

const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

describe('a key', () => {
  const made = (usedThrough?: string[], grantedThrough?: string[]) =>
    resourcesOf((stack) => {
      new KmsKey(stack, 'data', {
        deletionWindowDays: 7,
        alias: 'alias/petclinic-dev-data',
        description: 'Data',
        usedThrough,
        grantedThrough,
      });
    });

  test('may be kept by the services that need it for as long as their resource lives', () => {
    const statements = statementsOf(made(['s3', 'rds'], ['rds'])['aws_kms_key']?.['data_key']?.['policy']);
    expect(statements['ServicesKeepKeyByGrant']).toEqual({
      Sid: 'ServicesKeepKeyByGrant',
      Effect: 'Allow',
      Principal: root,
      Action: ['kms:CreateGrant'],
      Resource: ['*'],
      Condition: {
        StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': ['rds.us-west-2.amazonaws.com'] },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    });
  });
});
