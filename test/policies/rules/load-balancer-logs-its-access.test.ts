import { Body } from '../../support/estate';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { loadBalancerLogsItsAccess } from './load-balancer-logs-its-access';

const logging = { enabled: true, bucket: '${aws_s3_bucket_policy.logs.bucket}', prefix: 'alb' };

const balancer = (access_logs: Body | undefined, sse = 'AES256') =>
  found(loadBalancerLogsItsAccess, {
    aws_lb: { main: { access_logs } },
    aws_s3_bucket: { logs: { bucket: 'logs' } },
    aws_s3_bucket_server_side_encryption_configuration: {
      logs: {
        bucket: '${aws_s3_bucket.logs.id}',
        rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: sse } }],
      },
    },
    aws_s3_bucket_policy: {
      logs: {
        bucket: '${aws_s3_bucket.logs.id}',
        policy: policy({
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::logs/alb/AWSLogs/${ACCOUNT}/*`,
        }),
      },
    },
  });

test('a load balancer that logs to a bucket which is ready for it complies', () => {
  expect(balancer(logging)).toEqual([]);
});

test.each<[string, Body | undefined, string]>([
  ['without a log', undefined, 'AES256'],
  ['with its log switched off', { ...logging, enabled: false }, 'AES256'],
  ['that logs to a bucket of others', { ...logging, bucket: 'theirs' }, 'AES256'],
  ['that logs to a bucket with a customer key', logging, 'aws:kms'],
  ['that logs where the policy lets nobody write', { ...logging, prefix: 'elb' }, 'AES256'],
  ['that does not wait for the policy', { ...logging, bucket: '${aws_s3_bucket.logs.id}' }, 'AES256'],
])('a load balancer %s is found', (_, access, sse) => {
  expect(balancer(access, sse)).toEqual(['aws_lb.main']);
});
