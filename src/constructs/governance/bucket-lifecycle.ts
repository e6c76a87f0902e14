import { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';

/** How long what is written below a prefix stays. */
export interface Lifetime {
  readonly prefix: string;
  readonly days: number;
}

/** Days after which the parts of an upload that nobody finished go: they cost, and nothing lists them. */
const ABANDONED_UPLOAD_DAYS = 7;

/**
 * Storage for what is hardly ever read, at a sixth of the price, and read at once all the same. S3 leaves objects below
 * 128 KB where they are: moving one would cost more than it saves.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const COLD = { storageClass: 'GLACIER_IR', afterDays: 90, billedDays: 90 };

/** The end of what lies below a prefix. Where it stays long enough to pay off, it gets cold before. */
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
 * What nobody sees: versions that were deleted or overwritten, the marks that stand for them, abandoned uploads. Expiry only
 * makes an old version of an object: without this rule, nothing in a versioned bucket would ever go.
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
