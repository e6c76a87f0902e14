import { AccessLogBucket } from '../../../src/constructs/governance/access-log-bucket';
import { ArchiveBucket } from '../../../src/constructs/governance/archive-bucket';
import { resourcesOf } from '../../support/construct';

const made = (destroyContents: boolean, retentionDays = 90) =>
  resourcesOf((stack) => {
    const accessLogs = new AccessLogBucket(stack, 'access-logs', {
      name: 'petclinic-access-logs',
      loggedBuckets: ['petclinic-archive'],
      retentionDays,
      destroyContents,
    });
    new ArchiveBucket(stack, 'archive', {
      name: 'petclinic-archive',
      kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/1',
      accessLogs,
      statements: [],
      prefix: 'exports/',
      retentionDays,
      destroyContents,
    });
  });

test('access is logged once the policy that lets S3 write is in place', () => {
  expect(made(false)['aws_s3_bucket_logging']?.['archive_logging']).toMatchObject({
    target_bucket: '${aws_s3_bucket_policy.access-logs_policy.bucket}',
    target_prefix: 's3/',
  });
});

describe('nothing stays for ever', () => {
  const rules = (bucket: string, retentionDays?: number) =>
    made(false, retentionDays)['aws_s3_bucket_lifecycle_configuration']?.[`${bucket}_lifecycle`]?.[
      'rule'
    ] as Record<string, unknown>[];

  test.each([
    [179, []],
    [180, [{ days: 90, storage_class: 'GLACIER_IR' }]],
  ])('what stays %d days gets cold only where that pays off', (days, transition) => {
    expect(rules('archive', days)[0]).toMatchObject({ expiration: [{ days }], transition });
  });
});
