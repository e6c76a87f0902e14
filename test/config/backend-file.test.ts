import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BackendFileError, readBackendFile } from '../../src/config/backend-file';
import { projectRoot } from '../../tools/support/project';
import { temporaryFolder } from '../support/temporary-folder';

const s3 = {
  bucket: 'petclinic-terraform-state-123456789012-us-west-2',
  region: 'us-west-2',
  dynamodb_table: 'petclinic-terraform-locks',
  encrypt: true,
  kms_key_id: 'alias/petclinic-terraform-state',
};

function written(content: string): string {
  const path = join(temporaryFolder('backend'), 'backend.tf.json');
  writeFileSync(path, content);
  return path;
}

const settings = (changes: object): string =>
  written(JSON.stringify({ terraform: { backend: { s3: { ...s3, ...changes } } } }));

function refusal(path: string): string {
  try {
    readBackendFile(path);
  } catch (error) {
    expect(error).toBeInstanceOf(BackendFileError);
    return (error as BackendFileError).message;
  }
  throw new Error(`${readFileSync(path, 'utf8')} was taken`);
}

test('the project has a good one', () => {
  expect(readBackendFile(join(projectRoot, 'backend.tf.json'))).toEqual({
    bucket: s3.bucket,
    region: s3.region,
    lockTable: s3.dynamodb_table,
    kmsAlias: s3.kms_key_id,
  });
});

test.each<[string, () => string, RegExp]>([
  ['missing', () => join(temporaryFolder('backend'), 'backend.tf.json'), /cannot be read: ENOENT/],
  ['a folder', () => folderInstead(), /cannot be read: EISDIR/],
  ['not JSON', () => written('terraform {}'), /cannot be read: .*JSON/],
  ['empty', () => written('{}'), / {2}terraform: /],
])('a file that is %s is refused with what to write', (_, path, problem) => {
  const message = refusal(path());
  expect(message).toMatch(problem);
  expect(message).toMatch(/\nWrite in .*backend\.tf\.json: \{"terraform":\{.*\}$/);
});

test.each<[object, string]>([
  [{ bucket: 'Petclinic' }, 'bucket: "Petclinic" is not allowed; allowed: 3 to 63 lower-case letters'],
  [{ bucket: undefined }, 'bucket: is missing; allowed: 3 to 63 lower-case letters'],
  [{ region: 'us-west-9' }, 'region: "us-west-9" is not allowed; allowed: '],
  [{ dynamodb_table: 'a' }, 'dynamodb_table: "a" is not allowed; allowed: 3 to 255 letters'],
  [{ encrypt: false }, 'encrypt: false is not allowed; allowed: true'],
  [{ kms_key_id: 'alias/aws/s3' }, 'kms_key_id: "alias/aws/s3" is not allowed; allowed: the alias of a key'],
  [
    { key: 'all.tfstate' },
    'key: is not a known key; allowed: bucket, region, dynamodb_table, encrypt, kms_key_id',
  ],
])('%j is refused', (changes, problem) => {
  expect(refusal(settings(changes))).toContain(`  terraform.backend.s3.${problem}`);
});

test('all problems are told at once', () => {
  const message = refusal(settings({ bucket: 'X', region: 'Y', encrypt: 'yes' }));
  for (const name of ['bucket', 'region', 'encrypt'])
    expect(message).toContain(`terraform.backend.s3.${name}: `);
});

function folderInstead(): string {
  const path = join(temporaryFolder('backend'), 'backend.tf.json');
  mkdirSync(path);
  return path;
}

test('a bucket of another region than the one it names is refused', () => {
  expect(refusal(settings({ region: 'eu-west-1' }))).toContain(
    'terraform.backend.s3.region: "eu-west-1" contradicts the bucket, whose name ends in us-west-2',
  );
});
