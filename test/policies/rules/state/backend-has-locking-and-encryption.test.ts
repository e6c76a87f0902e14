import { Body } from '../../../support/estate';
import { foundIn } from '../../support/cases';
import { rule } from './backend-has-locking-and-encryption';

const s3 = {
  bucket: 'states',
  key: 'petclinic/dev/network.tfstate',
  region: 'us-west-2',
  dynamodb_table: 'locks',
  encrypt: true,
  kms_key_id: 'alias/states',
  use_lockfile: true,
};
const inBucket = (backend: Body) => ({ terraform: { backend: { s3: backend } } });
const inCloud = (name: string) => ({ terraform: { cloud: { organization: 'o', workspaces: { name } } } });

test('a stack whose state is locked and encrypted complies', () => {
  expect(foundIn(rule, { 'dev-network': inBucket(s3) })).toEqual([]);
});

test('a stack in a workspace of its own name complies, one of another name does not', () => {
  expect(foundIn(rule, { 'dev-network': inCloud('petclinic-dev-network') })).toEqual([]);
  expect(foundIn(rule, { 'dev-network': inCloud('network') })).toEqual(['dev-network/terraform.backend']);
});

test('the stack that makes the bucket may keep its state in a file', () => {
  expect(foundIn(rule, { 'state-backend': { terraform: { backend: { local: {} } } } })).toEqual([]);
});

test.each<[Body]>([
  [{ key: 'petclinic/prod/network.tfstate' }],
  [{ encrypt: false }],
  [{ kms_key_id: undefined }],
  [{ dynamodb_table: undefined }],
  [{ use_lockfile: undefined }],
])('a stack with %j is found', (change) => {
  expect(foundIn(rule, { 'dev-network': inBucket({ ...s3, ...change }) })).toEqual([
    'dev-network/terraform.backend',
  ]);
});

test('a stack of an environment with its state in a file is found', () => {
  expect(foundIn(rule, { 'dev-network': { terraform: { backend: { local: {} } } } })).toEqual([
    'dev-network/terraform.backend',
  ]);
});

test('two stacks with one place are found', () => {
  expect(foundIn(rule, { 'dev-network': inBucket(s3), 'dev-data': inBucket(s3) })).toEqual(
    expect.arrayContaining(['dev-network/terraform.backend', 'dev-data/terraform.backend']),
  );
});
