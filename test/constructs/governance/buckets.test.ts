import { AccessLogBucket } from '../../../src/constructs/governance/access-log-bucket';
import { ArchiveBucket } from '../../../src/constructs/governance/archive-bucket';
import { ACCOUNT, resourcesOf, statementsOf } from '../../support/construct';

const made = (destroyContents: boolean, retentionDays = 90) =>
  resourcesOf((stack) => {
    const accessLogs = new AccessLogBucket(stack, 'access-logs', {
      name: 'petclinic-access-logs',
      accountId: ACCOUNT,
      loggedBuckets: ['petclinic-archive'],
      retentionDays,
      destroyContents,
    });
    new ArchiveBucket(stack, 'archive', {
      name: 'petclinic-archive',
      kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/1',
      accountId: ACCOUNT,
      accessLogs,
      statements: [],
      retentionDays,
      destroyContents,
    });
  });

test.each([true, false])('whether the contents may be destroyed is said: %p', (destroyContents) => {
  const buckets = made(destroyContents)['aws_s3_bucket'];
  expect(Object.values(buckets ?? {}).map((bucket) => bucket['force_destroy'])).toEqual([
    destroyContents,
    destroyContents,
  ]);
});

test('the archive is encrypted with the given key, the access logs with one of S3’s', () => {
  const encryption = made(false)['aws_s3_bucket_server_side_encryption_configuration'];
  expect(encryption?.['archive_encryption']?.['rule']).toEqual([
    {
      bucket_key_enabled: true,
      apply_server_side_encryption_by_default: {
        sse_algorithm: 'aws:kms',
        kms_master_key_id: 'arn:aws:kms:us-west-2:123456789012:key/1',
      },
    },
  ]);
  expect(encryption?.['access-logs_encryption']?.['rule']).toEqual([
    { bucket_key_enabled: false, apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
  ]);
});

test('load balancers write below the account’s prefix, and S3 writes for the named buckets', () => {
  const policy = made(false)['aws_s3_bucket_policy']?.['access-logs_policy']?.['policy'];
  expect(statementsOf(policy)).toMatchObject({
    LoadBalancersWrite: {
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: ['s3:PutObject'],
      Resource: [`arn:aws:s3:::petclinic-access-logs/alb/AWSLogs/${ACCOUNT}/*`],
    },
    BucketsWrite: {
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: ['s3:PutObject'],
      Resource: ['arn:aws:s3:::petclinic-access-logs/s3/*'],
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::petclinic-archive'] },
      },
    },
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
    ['access-logs', ['s3/', 'alb/']],
    ['archive', [`AWSLogs/${ACCOUNT}/Config/`]],
  ])('what is written into %s goes after the given days, below each prefix', (bucket, prefixes) => {
    const expiring = rules(bucket, 90).slice(0, -1);
    expect(expiring.map(({ filter }) => filter)).toEqual(prefixes.map((prefix) => [{ prefix }]));
    for (const rule of expiring) {
      expect(rule).toMatchObject({ status: 'Enabled', expiration: [{ days: 90 }], transition: [] });
    }
  });

  test.each([
    ['access-logs', 7],
    ['archive', 30],
  ])('what is deleted from %s can be had back for %d days', (bucket, days) => {
    expect(rules(bucket).at(-1)).toEqual({
      id: 'leftovers',
      status: 'Enabled',
      filter: [{ prefix: '' }],
      expiration: [{ expired_object_delete_marker: true }],
      noncurrent_version_expiration: [{ noncurrent_days: days }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });

  test.each([
    [179, []],
    [180, [{ days: 90, storage_class: 'GLACIER_IR' }]],
  ])('what stays %d days gets cold only where that pays off', (days, transition) => {
    expect(rules('archive', days)[0]).toMatchObject({ expiration: [{ days }], transition });
  });
});
