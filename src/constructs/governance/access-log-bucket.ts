import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { bucketArn, PrivateBucket } from './private-bucket';

/** Prefix that the load balancer writes under; AWS appends `/AWSLogs/<account>/…`. */
export const LOAD_BALANCER_PREFIX = 'alb';

/** Prefix that S3 writes the access logs of the other buckets under. */
export const BUCKET_PREFIX = 's3/';

/** Days in which a deleted log can be restored: no more than a week, since logs tell who did what. */
const UNDO_DAYS = 7;

export interface AccessLogBucketProps {
  /** Name of the bucket. It is global, so it carries account id and region. */
  readonly name: string;
  /** Names of the buckets whose access is logged here. */
  readonly loggedBuckets: readonly string[];
  /** Days for which the logs stay. */
  readonly retentionDays: number;
  /** Lets `terraform destroy` delete the bucket with its logs. */
  readonly destroyContents: boolean;
}

/**
 * The bucket for access logs of the load balancer and of the other buckets. Both writers support SSE-S3 only, so it has
 * no customer key, and it does not log to itself, which would never end.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends PrivateBucket {
  constructor(
    scope: Construct,
    id: string,
    { name, loggedBuckets, retentionDays: days, destroyContents }: AccessLogBucketProps,
  ) {
    const { accountId } = BaseStack.of(scope);
    super(scope, id, {
      name,
      destroyContents,
      lifetimes: {
        'bucket-logs': { prefix: BUCKET_PREFIX, days },
        'load-balancer-logs': { prefix: `${LOAD_BALANCER_PREFIX}/`, days },
      },
      undoDays: UNDO_DAYS,
      statements: [
        {
          // The account id in the path keeps other accounts' load balancers out: ELB writes only under its owner's.
          sid: 'LoadBalancersWrite',
          principal: { service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          actions: ['s3:PutObject'],
          resources: [`${bucketArn(name)}/${LOAD_BALANCER_PREFIX}/AWSLogs/${accountId}/*`],
        },
        {
          sid: 'BucketsWrite',
          principal: { service: 'logging.s3.amazonaws.com' },
          actions: ['s3:PutObject'],
          resources: [`${bucketArn(name)}/${BUCKET_PREFIX}*`],
          conditions: {
            StringEquals: { 'aws:SourceAccount': accountId },
            ArnLike: { 'aws:SourceArn': loggedBuckets.map(bucketArn) },
          },
        },
      ],
    });
  }
}
