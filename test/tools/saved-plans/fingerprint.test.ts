import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Stack } from '../../../tools/deploy/graph';
import { fingerprintOf, movesBetween } from '../../../tools/saved-plans/fingerprint';
import { markOf } from '../../../tools/saved-plans/state-mark';
import { temporaryFolder } from '../../support/temporary-folder';

const directory = temporaryFolder('fingerprint');
const stack: Stack = { name: 'dev-network', directory, dependencies: [] };
const asset = join(directory, 'assets', 'code', 'a1', 'code.zip');
mkdirSync(join(directory, 'assets', 'code', 'a1'), { recursive: true });
mkdirSync(join(directory, '.terraform'));

const JSON_FILE = 'cdk.tf.json';
const write = (file: string, text: string): void => {
  writeFileSync(join(directory, file), text);
};
const base = {
  '//': { metadata: { version: '1' } },
  terraform: { backend: { s3: { key: 'a' } } },
  provider: { aws: [{ region: 'us-west-2' }] },
  resource: { aws_vpc: { vpc: { cidr: '10.0.0.0/16', tags: { a: '1', b: '2' } } } },
  output: { vpc_id: { value: 'x' } },
};

beforeEach(() => {
  write(JSON_FILE, JSON.stringify(base));
  write('.terraform.lock.hcl', 'lock');
  writeFileSync(asset, 'code');
});

/** Parts of the fingerprint that move with `change`. */
function moved(change: () => void): string[] {
  const before = fingerprintOf(stack);
  change();
  return movesBetween(before, fingerprintOf(stack));
}

test('what Terraform reads and changes is named: parts of the JSON, the lock file, assets', () => {
  const change = (content: object) => (): void => {
    write(JSON_FILE, JSON.stringify({ ...base, ...content }));
  };
  expect(moved(change({ resource: { aws_vpc: { other: {} } } }))).toEqual([
    'resource aws_vpc.other is new',
    'resource aws_vpc.vpc is gone',
  ]);
  expect(moved(change({ output: { vpc_id: { value: 'y' } }, resource: { aws_vpc: { other: {} } } }))).toEqual(
    ['output vpc_id changed'],
  );
  expect(moved(change({ terraform: { backend: { s3: { key: 'b' } } } }))).toContain(
    'terraform backend changed',
  );
  expect(
    moved(() => {
      write('.terraform.lock.hcl', 'other');
    }),
  ).toEqual(['.terraform.lock.hcl changed']);
  expect(
    moved(() => {
      writeFileSync(asset, 'other');
    }),
  ).toEqual(['assets/code/a1/code.zip changed']);
});

test('what Terraform does not read moves nothing: the order of keys, cdktf’s notes, its own working files', () => {
  expect(
    moved(() => {
      const { resource, ...rest } = base;
      const vpc = { tags: { b: '2', a: '1' }, cidr: '10.0.0.0/16' };
      expect(resource.aws_vpc.vpc).toEqual(vpc);
      write(JSON_FILE, JSON.stringify({ resource: { aws_vpc: { vpc } }, ...rest, '//': 'later' }));
      write('.terraform/terraform.tfstate', '{}');
      write('terraform.tfstate', '{}');
    }),
  ).toEqual([]);
});

test('any other value in any part moves exactly that part', () => {
  const value = fc.jsonValue({ maxDepth: 2 });
  fc.assert(
    fc.property(value, value, (one, other) => {
      const write1 = (each: unknown): void => {
        write(JSON_FILE, JSON.stringify({ ...base, locals: { it: each } }));
      };
      write1(one);
      const found = moved(() => {
        write1(other);
      });
      const parsed = (each: unknown): unknown => JSON.parse(JSON.stringify(each));
      let isSame = true;
      try {
        expect(parsed(one)).toStrictEqual(parsed(other));
      } catch {
        isSame = false;
      }
      expect(found).toEqual(isSame ? [] : ['locals it changed']);
    }),
  );
});

test('a state is known by lineage, serial and outputs; none is none', () => {
  const state = { lineage: 'one', serial: 3, outputs: { a: { value: 1 } } };
  const mark = markOf(JSON.stringify(state));
  expect(mark).toMatchObject({ lineage: 'one', serial: 3 });
  const others = markOf(JSON.stringify({ ...state, outputs: { a: { value: 2 } }, resources: [] }));
  expect(others?.outputs).not.toBe(mark?.outputs);
  expect(markOf(JSON.stringify({ ...state, serial: 4, resources: [1] }))?.outputs).toBe(mark?.outputs);
  expect(markOf('\n')).toBeNull();
});
