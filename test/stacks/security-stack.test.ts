import { blocks, estateOf } from '../support/estate';
import { sampleEnvironments } from '../support/sample-estate';
import { synthesize } from '../support/synthesis';
import { statementsOf } from '../support/construct';

const { stacks } = estateOf(synthesize());

test.each([
  ['dev', 7, true],
  ['prod', 30, false],
])(
  'in %s a deleted key can be restored for %d days, and buckets go with their contents: %p',
  (environment, days, contents) => {
    const { aws_kms_key: keys = {}, aws_s3_bucket: buckets = {} } =
      stacks[`${environment}-security`]?.resource ?? {};
    expect(Object.values(keys).map((key) => key['deletion_window_in_days'])).toEqual([days, days]);
    expect(Object.values(buckets).map((bucket) => bucket['force_destroy'])).toEqual([contents, contents]);
  },
);

test('each notification of a budget reaches the addresses that the environment names for it', () => {
  const [budget] = Object.values(stacks['prod-security']?.resource?.['aws_budgets_budget'] ?? {});
  expect(blocks(budget, 'notification').map((each) => each['subscriber_email_addresses'])).toEqual(
    Array(2).fill(sampleEnvironments()[1]?.governance.budget?.emails),
  );
});

test('a bucket gets its policy after it is closed to the public: S3 refuses two changes of its access at once', () => {
  const policies = stacks['dev-security']?.resource?.['aws_s3_bucket_policy'] ?? {};
  expect(Object.values(policies).map((policy) => policy['depends_on'])).toEqual([
    ['aws_s3_bucket_public_access_block.access-log-bucket_public-access'],
    ['aws_s3_bucket_public_access_block.archive-bucket_public-access'],
  ]);
});

test('backups are a service of the data key where there are any: in production', () => {
  const services = stacks['prod-security']?.resource?.['aws_kms_key']?.['data-key_key']?.['policy'];
  for (const sid of ['AccountUsesKeyThroughServices', 'ServicesKeepKeyByGrant']) {
    expect(statementsOf(services)[sid]?.['Condition']).toMatchObject({
      StringEquals: {
        'kms:ViaService': expect.arrayContaining(['backup.us-west-2.amazonaws.com']) as unknown,
      },
    });
  }
});
