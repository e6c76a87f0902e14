import { Estate, Resource } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { statementsOn } from '../../support/policies-on';
import { actionsOf, isAllow, principalsOf, resourcesOf } from '../../support/statements';

export const rule: Rule = {
  reason: 'S3 answers plain HTTP unless the bucket policy denies it.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_s3_bucket'), (bucket) =>
      unless(
        statementsOn(estate, bucket).some((statement) => refusesPlainHttp(estate, bucket, statement)),
        'no Deny of s3:* without aws:SecureTransport on the bucket and its objects',
      ),
    ),
};

function refusesPlainHttp(estate: Estate, bucket: Resource, statement: PolicyStatement): boolean {
  const arn = arnOf(bucket.type, 'arn', estate.text(bucket, 'bucket') ?? '', estate.region(bucket));
  return (
    !isAllow(statement) &&
    principalsOf(statement).some(({ id }) => id === '*') &&
    actionsOf(statement).includes('s3:*') &&
    [arn, `${arn}/*`].every((resource) => resourcesOf(statement).includes(resource)) &&
    JSON.stringify(statement.Condition) === JSON.stringify({ Bool: { 'aws:SecureTransport': 'false' } })
  );
}
