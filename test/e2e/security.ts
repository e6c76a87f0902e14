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
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
} from '@aws-sdk/client-sns';
import { ACCOUNT, LOCK_TABLE, only, REGION, STATE_BUCKET, World } from './world';

/** Asks the emulator for keys, topic and buckets of the environment, and for the state backend. */
export function describeSecurity(world: () => World): void {
  const env = (): string => world().config.name;
  const alias = {
    data: () => `alias/petclinic-${env()}-data`,
    logs: () => `alias/petclinic-${env()}-logs`,
    state: () => 'alias/petclinic-terraform-state',
  };
  const bucket = {
    archive: () => `petclinic-${env()}-archive-${ACCOUNT}-${REGION}`,
    'access logs': () => `petclinic-${env()}-access-logs-${ACCOUNT}-${REGION}`,
    states: () => STATE_BUCKET,
  };
  const keyArn = async (name: string): Promise<string | undefined> =>
    (await world().aws.kms.send(new DescribeKeyCommand({ KeyId: name }))).KeyMetadata?.Arn;

  test.each(['data', 'logs', 'state'] as const)(
    'the key of %s rotates, and the account can change its policy',
    async (key) => {
      const KeyId = await keyArn(alias[key]());
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

  test('the alarm topic is encrypted with the key that lets CloudWatch and budgets in', async () => {
    const { Topics } = await world().aws.sns.send(new ListTopicsCommand({}));
    const { TopicArn } = only(Topics);
    const { Attributes = {} } = await world().aws.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(TopicArn).toBe(`arn:aws:sns:${REGION}:${ACCOUNT}:petclinic-${env()}-alarms`);
    expect(Attributes['KmsMasterKeyId']).toBe(await keyArn(alias.logs()));
    expect(JSON.parse(Attributes['Policy'] ?? '')).toMatchObject({
      Statement: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'].map((Service) => ({
        Principal: { Service },
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      })),
    });
  });

  test('whom the environment names is told of alarms by mail', async () => {
    const { Topics } = await world().aws.sns.send(new ListTopicsCommand({}));
    const { Subscriptions = [] } = await world().aws.sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: only(Topics).TopicArn }),
    );
    expect(Subscriptions.map(({ Protocol, Endpoint }) => [Protocol, Endpoint])).toEqual(
      world().config.alarmEmails.map((email) => ['email', email]),
    );
  });

  describe.each(['archive', 'access logs', 'states'] as const)('the bucket of %s', (of) => {
    test('is closed to the public, versioned and its owner’s', async () => {
      const { s3 } = world().aws;
      const Bucket = bucket[of]();
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
      const { Policy = '' } = await world().aws.s3.send(new GetBucketPolicyCommand({ Bucket: bucket[of]() }));
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
    ['archive', 'data'],
    ['access logs', 'S3'],
    ['states', 'state'],
  ] as const)('the bucket of %s is encrypted with the key of %s', async (of, key) => {
    const { ServerSideEncryptionConfiguration } = await world().aws.s3.send(
      new GetBucketEncryptionCommand({ Bucket: bucket[of]() }),
    );
    expect(only(ServerSideEncryptionConfiguration?.Rules).ApplyServerSideEncryptionByDefault).toEqual(
      key === 'S3'
        ? { SSEAlgorithm: 'AES256' }
        : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: await keyArn(alias[key]()) },
    );
  });

  test('access to the archive is logged', async () => {
    const { LoggingEnabled } = await world().aws.s3.send(
      new GetBucketLoggingCommand({ Bucket: bucket.archive() }),
    );
    expect(LoggingEnabled).toMatchObject({ TargetBucket: bucket['access logs'](), TargetPrefix: 's3/' });
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
