import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { Construct } from 'constructs';
import { Statement } from '../../core/policy-document';
import { AccessLogBucket, BUCKET_PREFIX } from './access-log-bucket';
import { PrivateBucket } from './private-bucket';

/** Days in which a deleted or overwritten object can be restored. */
const UNDO_DAYS = 30;

export interface ArchiveBucketProps {
  /** Name of the bucket. It is global, so it carries account id and region. */
  readonly name: string;
  readonly kmsKeyArn: string;
  readonly accessLogs: AccessLogBucket;
  /** Bucket policy statements for the AWS services that write to it. */
  readonly statements: readonly Statement[];
  /** Beginning of the keys of objects that end. */
  readonly prefix: string;
  /** Days for which they stay. */
  readonly retentionDays: number;
  /** Lets `terraform destroy` delete the bucket with the archive. */
  readonly destroyContents: boolean;
}

/** An archive, encrypted with our key, its access logged. */
export class ArchiveBucket extends PrivateBucket {
  constructor(
    scope: Construct,
    id: string,
    { accessLogs, prefix, retentionDays: days, ...bucket }: ArchiveBucketProps,
  ) {
    super(scope, id, {
      ...bucket,
      lifetimes: { archived: { prefix, days } },
      undoDays: UNDO_DAYS,
    });
    new S3BucketLoggingA(this, 'logging', {
      bucket: this.name,
      targetBucket: accessLogs.name,
      targetPrefix: BUCKET_PREFIX,
    });
  }
}
