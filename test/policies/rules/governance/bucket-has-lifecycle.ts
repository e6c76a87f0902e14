import { blocks, Body, Estate, Resource } from '../../../support/estate';
import { arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { settingsOf } from '../../support/buckets';
import { statementsOn } from '../../support/policies-on';
import { isAbout, isAllow, principalsOf, resourcesOf } from '../../support/statements';

export const rule: Rule = {
  reason:
    'What services write into a bucket piles up for ever, and in a versioned bucket so does what expired: both cost, and logs hold addresses of people.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_s3_bucket'), (bucket) => {
      const settings = settingsOf(estate, bucket, 'aws_s3_bucket_lifecycle_configuration');
      const rules = blocks(settings, 'rule').filter(({ status }) => status === 'Enabled');
      const forAll = rules.filter((rule) => prefixOf(rule) === '');
      return [
        ...unless(forAll.some(has('noncurrent_version_expiration')), 'old versions stay for ever'),
        ...unless(forAll.some(has('abort_incomplete_multipart_upload')), 'abandoned uploads stay for ever'),
        ...writtenPrefixes(estate, bucket).flatMap((written) =>
          unless(
            rules.some((rule) => expires(rule) && written.startsWith(prefixOf(rule, estate, bucket))),
            `what services write below ${written} stays for ever`,
          ),
        ),
      ];
    }),
};

const has =
  (block: string) =>
  (rule: Body): boolean =>
    blocks(rule, block).length > 0;

const expires = (rule: Body): boolean =>
  blocks(rule, 'expiration').some(({ days }) => typeof days === 'number' && days > 0);

/** The prefix of a rule, with the value of its reference if it has one; the empty prefix is everything. */
function prefixOf(rule: Body, estate?: Estate, bucket?: Resource): string {
  const [filter] = blocks(rule, 'filter');
  const prefix = filter?.['prefix'];
  if (typeof prefix !== 'string') return '';
  if (estate === undefined || bucket === undefined) return prefix;
  return estate.text({ ...bucket, body: { prefix } }, 'prefix') ?? prefix;
}

/** The prefixes below which the bucket's policy lets services write. */
function writtenPrefixes(estate: Estate, bucket: Resource): string[] {
  const arn = arnOf(bucket.type, 'arn', estate.text(bucket, 'bucket') ?? '', estate.region(bucket));
  return statementsOn(estate, bucket)
    .filter(
      (statement) =>
        isAllow(statement) &&
        isAbout(statement, 's3:PutObject') &&
        principalsOf(statement).some(({ type }) => type === 'Service'),
    )
    .flatMap(resourcesOf)
    .map((resource) => resource.slice(`${arn}/`.length).replace(/\*$/, ''));
}
