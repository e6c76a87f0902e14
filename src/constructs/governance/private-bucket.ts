import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { policyDocument, Statement } from '../../core/policy-document';
import { byKey, Keyed } from '../../lib/keyed';
import { endOfLife, leftovers, Lifetime } from './bucket-lifecycle';

export interface PrivateBucketProps {
  /** Name of the bucket. It is global, so it carries account id and region. */
  readonly name: string;
  /** Customer key of the objects. @default SSE-S3, which AWS's own log writers need */
  readonly kmsKeyArn?: string;
  /** Lets `terraform destroy` delete the bucket with its contents. */
  readonly destroyContents: boolean;
  /** Bucket policy statements for the AWS services that write to it. @default none */
  readonly statements?: readonly Statement[];
  /** Lifetimes of the objects below a prefix, by the id of the rule. */
  readonly lifetimes: Keyed<Lifetime>;
  /** Days in which a deleted or overwritten object can be restored. */
  readonly undoDays: number;
}

/** Returns the ARN of a bucket. */
export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

/**
 * A bucket that nothing public can reach: owner enforced (no ACLs), public access blocked, versioned, encrypted, TLS only.
 * Nothing stays in it for ever.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class PrivateBucket extends Construct {
  /** The bucket's name, known once its policy is in place: AWS's log writers test the policy when they are set up. */
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, 'bucket', { bucket: props.name, forceDestroy: props.destroyContents });
    this.arn = bucket.arn;

    new S3BucketOwnershipControls(this, 'ownership', {
      bucket: bucket.id,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const versioning = new S3BucketVersioningA(this, 'versioning', {
      bucket: bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.id,
      rule: [
        {
          bucketKeyEnabled: props.kmsKeyArn !== undefined,
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: props.kmsKeyArn === undefined ? 'AES256' : 'aws:kms',
            kmsMasterKeyId: props.kmsKeyArn,
          },
        },
      ],
    });
    const policy = new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      policy: policyDocument(tlsOnly(bucket.arn), ...(props.statements ?? [])),
      // S3 refuses two changes of a bucket's access at once.
      dependsOn: [publicAccess],
    });
    this.name = policy.bucket;
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
      rule: [...byKey(props.lifetimes).map(endOfLife), leftovers(props.undoDays)],
      // Rules for old versions mean something only where versions are kept.
      dependsOn: [versioning],
    });
  }
}

const tlsOnly = (arn: string): Statement => ({
  sid: 'TlsOnly',
  effect: 'Deny',
  principal: { aws: '*' },
  actions: ['s3:*'],
  resources: [arn, `${arn}/*`],
  conditions: { Bool: { 'aws:SecureTransport': 'false' } },
});
