import { Estate, Resource } from '../../../support/estate';
import { arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { statementsOn } from '../../support/policies-on';
import { demandsAccount, demandsArn, missingActions, covers, resourcesOf } from '../../support/statements';

export const rule: Rule = {
  reason:
    'S3 drops access logs that the target bucket does not let it write, and a bucket that logs to itself never stops.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_s3_bucket_logging'), (logging) => {
      const bucket = estate.target(logging, logging.body['bucket']);
      const target = estate.target(logging, logging.body['target_bucket']);
      if (bucket === undefined || target === undefined) return ['it names a bucket that is not ours'];
      if (bucket === target) return ['the bucket logs to itself'];
      return problemsOf(estate, logging, bucket, target);
    }),
};

function problemsOf(estate: Estate, logging: Resource, bucket: Resource, target: Resource): string[] {
  const arn = (of: Resource): string =>
    arnOf(of.type, 'arn', estate.text(of, 'bucket') ?? '', estate.region(of));
  const object = `${arn(target)}/${estate.text(logging, 'target_prefix') ?? ''}log`;
  const missing = missingActions(
    statementsOn(estate, target),
    'logging.s3.amazonaws.com',
    ['s3:PutObject'],
    (statement) =>
      resourcesOf(statement).some((resource) => covers(resource, object)) &&
      demandsAccount(statement, 'aws:SourceAccount') &&
      demandsArn(statement, 'aws:SourceArn', arn(bucket)),
  );
  return unless(
    missing.length === 0,
    `${target.address} does not let S3 write ${object} for ${arn(bucket)} under aws:SourceAccount and aws:SourceArn`,
  );
}
