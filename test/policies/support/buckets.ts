import { Body, Estate, Resource } from '../../support/estate';
import { statementsOn } from './policies-on';
import { isAbout, isAllow, principalsOf } from './statements';

/** The settings of a bucket that lie in a resource of `type` beside it. */
export const settingsOf = (estate: Estate, bucket: Resource, type: string): Body | undefined =>
  estate.referringTo(bucket, 'bucket', type)[0]?.body;

/** The access logs that S3 writes into the bucket: the `aws_s3_bucket_logging` resources of other buckets. */
export const logsInto = (estate: Estate, bucket: Resource): Resource[] =>
  estate.referringTo(bucket, 'target_bucket', 'aws_s3_bucket_logging');

/** Tells whether AWS writes access logs of S3 or of load balancers there, which only SSE-S3 can encrypt. */
export const takesAccessLogs = (estate: Estate, bucket: Resource): boolean =>
  logsInto(estate, bucket).length > 0 ||
  statementsOn(estate, bucket).some(
    (statement) =>
      isAllow(statement) &&
      isAbout(statement, 's3:PutObject') &&
      principalsOf(statement).some(({ id }) => id === 'logdelivery.elasticloadbalancing.amazonaws.com'),
  );
