import { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';

/** Lifetime in days of the objects below a prefix. */
export interface Lifetime {
  readonly prefix: string;
  readonly days: number;
}

/** Days after which the parts of an unfinished upload are deleted: they cost, and no listing shows them. */
const ABANDONED_UPLOAD_DAYS = 7;

/**
 * Storage class for objects that are hardly ever read: a sixth of the price, and read at once all the same. S3 leaves
 * objects below 128 KB where they are: moving one would cost more than it saves.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const COLD = { storageClass: 'GLACIER_IR', afterDays: 90, billedDays: 90 };

/** Makes the rule that expires the objects below a prefix, and moves them to {@link COLD} before if that pays off. */
export function endOfLife([id, { prefix, days }]: readonly [
  string,
  Lifetime,
]): S3BucketLifecycleConfigurationRule {
  const { storageClass, afterDays, billedDays } = COLD;
  return {
    id,
    status: 'Enabled',
    filter: [{ prefix }],
    expiration: [{ days }],
    transition: days < afterDays + billedDays ? [] : [{ days: afterDays, storageClass }],
  };
}

/**
 * Makes the rule that deletes noncurrent versions, delete markers without a version, and abandoned uploads. Expiry only
 * makes an object's version noncurrent: without this rule, a versioned bucket would keep everything.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export const leftovers = (undoDays: number): S3BucketLifecycleConfigurationRule => ({
  id: 'leftovers',
  status: 'Enabled',
  filter: [{ prefix: '' }],
  expiration: [{ expiredObjectDeleteMarker: true }],
  noncurrentVersionExpiration: [{ noncurrentDays: undoDays }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
});
