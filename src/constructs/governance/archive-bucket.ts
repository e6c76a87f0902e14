import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { Construct } from 'constructs';
import { AccessLogBucket, BUCKET_PREFIX } from './access-log-bucket';
import { PrivateBucket } from './private-bucket';

export interface ArchiveBucketProps {
  /** Global, so it carries account id and region. */
  readonly name: string;
  readonly kmsKeyArn: string;
  readonly accessLogs: AccessLogBucket;
  /** Whether `terraform destroy` may delete the archive. */
  readonly destroyContents: boolean;
}

/** What is kept for later: configuration history, exports, backups. Encrypted with our key, its access logged. */
export class ArchiveBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { accessLogs, ...bucket }: ArchiveBucketProps) {
    super(scope, id, bucket);
    new S3BucketLoggingA(this, 'logging', {
      bucket: this.name,
      targetBucket: accessLogs.name,
      targetPrefix: BUCKET_PREFIX,
    });
  }
}
