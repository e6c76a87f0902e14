import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Estate, estateOf } from './estate';
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

describe('a policy document', () => {
  test('that names an ARN of unknown form asks for that form', () => {
    const stacks = {
      'dev-app': {
        provider,
        resource: {
          aws_glue_job: { one: { name: 'one' } },
          aws_iam_policy: {
            one: {
              policy: JSON.stringify({
                Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '${aws_glue_job.one.arn}' },
              }),
            },
          },
        },
      },
    };
    expect(() => new Estate(stacks).policyDocuments()).toThrow('test/support/values.ts');
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
