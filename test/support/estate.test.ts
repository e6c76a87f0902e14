import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Estate, environmentOf, estateOf } from './estate';
import { temporaryFolder } from './temporary-folder';

const provider = { aws: [{ region: 'us-west-2' }] };
const estate = new Estate({
  'dev-security': {
    provider,
    resource: {
      aws_kms_key: { logs: {} },
      aws_s3_bucket: { archive: { bucket: 'archive-${data.aws_caller_identity.current.account_id}' } },
      aws_s3_bucket_policy: { archive: { bucket: '${aws_s3_bucket.archive.id}' } },
    },
    output: {
      key_arn: { value: '${aws_kms_key.logs.arn}' },
      bucket: { value: '${aws_s3_bucket_policy.archive.bucket}' },
      both: { value: ['${aws_kms_key.logs.arn}', '${aws_s3_bucket.archive.arn}'] },
      keys: { value: { 'of-logs': '${aws_kms_key.logs.arn}' } },
    },
  },
  'prod-security': { resource: { aws_kms_key: { logs: {} } }, output: { key_arn: { value: '' } } },
  'dev-network': { provider },
});
/** The key of `dev`, with an id that follows from its address. */
const KEY = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-e54cfa4f39fa';
const network = { scope: 'dev-network' };
const security = { scope: 'dev-security' };
const remote = (output: string): string => `\${data.terraform_remote_state.security.outputs.${output}}`;

describe('a reference', () => {
  const addresses = (place: { scope: string }, reference: unknown) =>
    estate.targets(place, reference).map(({ address }) => address);

  test.each([
    ['in the stack', security, '${aws_kms_key.logs.arn}', ['dev-security/aws_kms_key.logs']],
    ['to another stack of the environment', network, remote('key_arn'), ['dev-security/aws_kms_key.logs']],
    ['taken from another resource', network, remote('bucket'), ['dev-security/aws_s3_bucket.archive']],
    [
      'to a list',
      network,
      remote('both'),
      ['dev-security/aws_kms_key.logs', 'dev-security/aws_s3_bucket.archive'],
    ],
    ['to an entry of a map', network, remote('keys.of-logs'), ['dev-security/aws_kms_key.logs']],
    ['to an entry that is not there', network, remote('keys.of-data'), []],
    ['to nothing', network, '${aws_kms_key.logs.arn}', []],
    ['to an output that is not there', network, remote('gone'), []],
    ['within more text', security, '${aws_kms_key.logs.arn}/*', []],
    ['that is none', security, 'alias/aws/sns', []],
    ['that is absent', security, undefined, []],
  ])('%s leads to its resources', (_, place, reference, expected) => {
    expect(addresses(place, reference)).toEqual(expected);
  });
});

test('the resources that refer to another are found, also through other stacks', () => {
  const bucket = estate.at(security, 'aws_s3_bucket.archive');
  if (bucket === undefined) throw new Error('there is no bucket');
  expect(estate.referringTo(bucket, 'bucket', 'aws_s3_bucket_policy').map(({ name }) => name)).toEqual([
    'archive',
  ]);
  expect(estate.referringTo(bucket, 'bucket', 'aws_s3_bucket_versioning')).toEqual([]);
});

test('stacks and their modules belong to an environment, or to the whole account', () => {
  expect(environmentOf({ scope: 'dev-network' })).toBe('dev');
  expect(environmentOf({ scope: 'state-backend/module.state' })).toBeUndefined();
});

describe('a policy document', () => {
  const statement = (resource: string) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: resource });
  const documents = (type: string, attribute: string, resource: string) =>
    new Estate({
      ...estate.stacks,
      'dev-app': {
        provider,
        resource: { [type]: { one: { [attribute]: JSON.stringify({ Statement: statement(resource) }) } } },
      },
    }).policyDocuments();

  test.each([
    ['aws_iam_role', 'assume_role_policy', 'trust'],
    ['aws_iam_role_policy', 'policy', 'identity'],
    ['aws_kms_key', 'policy', 'key'],
    ['aws_vpc_endpoint', 'policy', 'endpoint'],
    ['aws_sns_topic_policy', 'policy', 'resource'],
  ])('of %s in %s is of the kind %s', (type, attribute, kind) => {
    expect(documents(type, attribute, '*').map((document) => document.kind)).toEqual([kind]);
  });

  test.each([
    [remote('bucket'), 'archive-123456789012'],
    ['arn:aws:s3:::${data.aws_caller_identity.current.account_id}/*', 'arn:aws:s3:::123456789012/*'],
    [remote('keys.of-logs'), KEY],
    [remote('key_arn'), KEY],
    ['${aws_subnet.one.id}', 'subnet-0123456789abcdef0'],
  ])('says %s as %s', (reference, value) => {
    expect(documents('aws_iam_policy', 'policy', reference)[0]?.statements).toEqual([statement(value)]);
  });

  test('that names an ARN of unknown form asks for that form', () => {
    const stacks = {
      'dev-app': {
        provider,
        resource: {
          aws_glue_job: { one: { name: 'one' } },
          aws_iam_policy: {
            one: { policy: JSON.stringify({ Statement: statement('${aws_glue_job.one.arn}') }) },
          },
        },
      },
    };
    expect(() => new Estate(stacks).policyDocuments()).toThrow('test/support/values.ts');
  });

  test('is not what has no statements, such as the lifecycle of a repository', () => {
    const stacks = {
      'dev-app': { resource: { aws_ecr_lifecycle_policy: { one: { policy: '{"rules":[]}' } } } },
    };
    expect(new Estate(stacks).policyDocuments()).toEqual([]);
  });
});

test('an output folder is read with the modules that its stacks call, their variables filled in', () => {
  const outdir = temporaryFolder('estate');
  const write = (path: string, content: object): void => {
    writeFileSync(join(outdir, path), JSON.stringify(content));
  };
  mkdirSync(join(outdir, 'stacks/state-backend/module'), { recursive: true });
  write('manifest.json', {
    stacks: {
      'state-backend': {
        workingDirectory: 'stacks/state-backend',
        synthesizedStackPath: 'stacks/state-backend/cdk.tf.json',
        dependencies: [],
      },
    },
  });
  write('stacks/state-backend/cdk.tf.json', {
    provider,
    resource: { aws_s3_bucket: { state: {} } },
    module: { state: { source: './module', bucket: 'states' } },
  });
  write('stacks/state-backend/module/variables.tf.json', { variable: { bucket: {}, days: { default: 90 } } });
  write('stacks/state-backend/module/bucket.tf.json', {
    resource: { aws_s3_bucket: { state: { bucket: '${var.bucket}-${var.days}' } } },
  });
  write('stacks/state-backend/module/table.tf.json', { resource: { aws_dynamodb_table: { lock: {} } } });

  const { resources } = estateOf(outdir);
  expect(resources.map(({ address, stack, body }) => ({ address, stack, body }))).toEqual([
    { address: 'state-backend/aws_s3_bucket.state', stack: 'state-backend', body: {} },
    {
      address: 'state-backend/module.state.aws_s3_bucket.state',
      stack: 'state-backend',
      body: { bucket: 'states-90' },
    },
    { address: 'state-backend/module.state.aws_dynamodb_table.lock', stack: 'state-backend', body: {} },
  ]);
});
