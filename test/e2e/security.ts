import { DescribeContinuousBackupsCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { ACCOUNT, LOCK_TABLE, only, REGION, STATE_BUCKET, World } from './world';

const ARCHIVE = `petclinic-dev-archive-${ACCOUNT}-${REGION}`;
const ACCESS_LOGS = `petclinic-dev-access-logs-${ACCOUNT}-${REGION}`;

/** Asks the emulator for keys, topic and buckets of `dev`, and for the state backend. */
export function describeSecurity(world: () => World): void {
  const keyArn = async (alias: string): Promise<string | undefined> =>
    (await world().aws.kms.send(new DescribeKeyCommand({ KeyId: alias }))).KeyMetadata?.Arn;

  test.each(['alias/petclinic-dev-data', 'alias/petclinic-dev-logs', 'alias/petclinic-terraform-state'])(
    'the key %s rotates, and the account can change its policy',
    async (alias) => {
      const KeyId = await keyArn(alias);
      expect(
        (await world().aws.kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled,
      ).toBe(true);
      const { Policy = '' } = await world().aws.kms.send(
        new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }),
      );
      const { Statement } = JSON.parse(Policy) as { Statement: { Action: string[]; Principal: unknown }[] };
      expect(Statement.find(({ Action }) => Action.includes('kms:PutKeyPolicy'))?.Principal).toEqual({
        AWS: `arn:aws:iam::${ACCOUNT}:root`,
      });
    },
  );

  test('the alarm topic is encrypted with the key that lets CloudWatch in', async () => {
    const { Topics } = await world().aws.sns.send(new ListTopicsCommand({}));
    const { TopicArn } = only(Topics);
    const { Attributes = {} } = await world().aws.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(TopicArn).toBe(`arn:aws:sns:${REGION}:${ACCOUNT}:petclinic-dev-alarms`);
    expect(Attributes['KmsMasterKeyId']).toBe(await keyArn('alias/petclinic-dev-logs'));
    expect(JSON.parse(Attributes['Policy'] ?? '')).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        },
      ],
    });
  });

  describe.each([ARCHIVE, ACCESS_LOGS, STATE_BUCKET])('the bucket %s', (Bucket) => {
    test('is closed to the public, versioned and its owner’s', async () => {
      const { s3 } = world().aws;
      expect(
        (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
      ).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
      const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    });

    test('takes TLS only', async () => {
      const { Policy = '' } = await world().aws.s3.send(new GetBucketPolicyCommand({ Bucket }));
      const { Statement } = JSON.parse(Policy) as { Statement: object[] };
      expect(Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: ['s3:*'],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    });
  });

  test.each([
    [ARCHIVE, 'alias/petclinic-dev-data'],
    [ACCESS_LOGS, 'a key of S3’s own'],
    [STATE_BUCKET, 'alias/petclinic-terraform-state'],
  ])('the bucket %s is encrypted with %s', async (Bucket, alias) => {
    const { ServerSideEncryptionConfiguration } = await world().aws.s3.send(
      new GetBucketEncryptionCommand({ Bucket }),
    );
    expect(only(ServerSideEncryptionConfiguration?.Rules).ApplyServerSideEncryptionByDefault).toEqual(
      !alias.startsWith('alias/')
        ? { SSEAlgorithm: 'AES256' }
        : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: await keyArn(alias) },
    );
  });

  test('access to the archive is logged', async () => {
    const { LoggingEnabled } = await world().aws.s3.send(new GetBucketLoggingCommand({ Bucket: ARCHIVE }));
    expect(LoggingEnabled).toMatchObject({ TargetBucket: ACCESS_LOGS, TargetPrefix: 's3/' });
  });

  test('old states expire', async () => {
    const { Rules } = await world().aws.s3.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: STATE_BUCKET }),
    );
    expect(only(Rules)).toMatchObject({
      Status: 'Enabled',
      NoncurrentVersionExpiration: { NoncurrentDays: 90 },
    });
  });

  test('the lock table is protected, encrypted and can be restored', async () => {
    const { Table } = await world().aws.dynamodb.send(new DescribeTableCommand({ TableName: LOCK_TABLE }));
    expect(Table).toMatchObject({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      DeletionProtectionEnabled: true,
      SSEDescription: {
        Status: 'ENABLED',
        SSEType: 'KMS',
        KMSMasterKeyArn: await keyArn('alias/petclinic-terraform-state'),
      },
    });
    const backups = await world().aws.dynamodb.send(
      new DescribeContinuousBackupsCommand({ TableName: LOCK_TABLE }),
    );
    expect(
      backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
    ).toBe('ENABLED');
  });
}
