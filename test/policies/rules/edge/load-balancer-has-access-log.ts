import { blocks, Estate, Resource } from '../../../support/estate';
import { ACCOUNT, arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { settingsOf } from '../../support/buckets';
import { statementsOn } from '../../support/policies-on';
import { covers, missingActions, resourcesOf } from '../../support/statements';

export const rule: Rule = {
  reason:
    'AWS tries the bucket when the log is switched on: it has to have its policy by then, and no customer key.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html',
  check: (estate) => findingsAt(estate.ofType('aws_lb'), (balancer) => problemsOf(estate, balancer)),
};

function problemsOf(estate: Estate, balancer: Resource): string[] {
  const [logs] = blocks(balancer.body, 'access_logs');
  const bucket = estate.target(balancer, logs?.['bucket']);
  if (logs?.['enabled'] !== true || bucket?.type !== 'aws_s3_bucket') {
    return ['it does not log its access to a bucket of ours'];
  }
  const [rule] = blocks(
    settingsOf(estate, bucket, 'aws_s3_bucket_server_side_encryption_configuration'),
    'rule',
  );
  const [encryption] = blocks(rule, 'apply_server_side_encryption_by_default');
  const arn = arnOf(bucket.type, 'arn', estate.text(bucket, 'bucket') ?? '', estate.region(bucket));
  const object = `${arn}/${String(logs['prefix'])}/AWSLogs/${ACCOUNT}/log`;
  const missing = missingActions(
    statementsOn(estate, bucket),
    'logdelivery.elasticloadbalancing.amazonaws.com',
    ['s3:PutObject'],
    (statement) => resourcesOf(statement).some((resource) => covers(resource, object)),
  );
  return [
    ...unless(encryption?.['sse_algorithm'] === 'AES256', `${bucket.address} is not encrypted with AES256`),
    ...unless(missing.length === 0, `${bucket.address} does not let load balancers write ${object}`),
    ...unless(
      waitsForPolicy(estate, balancer, logs['bucket']),
      'it does not wait for the policy of its bucket',
    ),
  ];
}

/** Tells whether the name of the bucket is taken from its policy, which is then there before the name is known. */
function waitsForPolicy(estate: Estate, from: Resource, reference: unknown): boolean {
  const text = String(reference);
  const [, stack, output] = /^\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)\}$/.exec(text) ?? [];
  const value =
    stack === undefined || output === undefined
      ? text
      : estate.remoteOutput(from, stack, output, undefined).value;
  return String(value).startsWith('${aws_s3_bucket_policy.');
}
