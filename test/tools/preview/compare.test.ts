import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from '../../../tools/deploy/graph';
import { chooseConcerned, compareStacks, Comparison, isSame } from '../../../tools/preview/compare';
import { stacksIn } from './stacks';

const bucket = (name: string): object => ({ resource: { aws_s3_bucket: { it: { bucket: name } } } });
const compare = (base: object, tree: object): Comparison =>
  compareStacks(stacksIn({ 'dev-a': base }), stacksIn({ 'dev-a': tree }));

test('stacks are told apart by what Terraform reads, whatever cdktf notes and however keys are ordered', () => {
  expect(isSame(compare({ x: 1, y: 2, '//': 'one' }, { y: 2, x: 1, '//': 'two' }))).toBe(true);
  expect(compare(bucket('one'), bucket('two'))).toEqual({ changed: ['dev-a'], added: [], removed: [] });
});

test('a stack whose package alone differs is changed', () => {
  const [base, tree] = ['one', 'two'].map((content) => {
    const stacks = stacksIn({ 'dev-a': {} });
    const assets = join(stacks[0]?.directory ?? '', 'assets/code');
    mkdirSync(assets, { recursive: true });
    writeFileSync(join(assets, 'code.zip'), content);
    return stacks;
  });
  expect(compareStacks(base ?? [], tree ?? []).changed).toEqual(['dev-a']);
});

test('a stack that comes and one that goes are no change of either', () => {
  const { changed, added, removed } = compareStacks(
    stacksIn({ 'dev-a': {}, 'dev-old': {} }),
    stacksIn({ 'dev-a': {}, 'dev-new': {} }),
  );
  expect({ changed, added, removed: removed.map(({ name }) => name) }).toEqual({
    changed: [],
    added: ['dev-new'],
    removed: ['dev-old'],
  });
});

describe('of the working tree', () => {
  const reads = { 'dev-b': ['dev-a'], 'dev-c': ['dev-b'] };
  const tree: Stack[] = [
    { name: 'state-backend', directory: '', dependencies: [] },
    ...stacksIn({ 'dev-a': {}, 'dev-b': {}, 'dev-c': {}, 'dev-side': {} }, reads),
  ];
  const names = (comparison: Partial<Comparison>): string[][] => {
    const { concerned, leftOut } = chooseConcerned(tree, {
      changed: [],
      added: [],
      removed: [],
      ...comparison,
    });
    return [concerned, leftOut].map((stacks) => stacks.map(({ name }) => name));
  };

  test('what changed is looked at with all that reads it at any distance, and nothing else', () => {
    expect(names({ changed: ['dev-a'] })).toEqual([
      ['dev-a', 'dev-b', 'dev-c'],
      ['state-backend', 'dev-side'],
    ]);
    expect(names({ added: ['dev-b'] })[0]).toEqual(['dev-b', 'dev-c']);
  });

  test('a changed state backend is looked at, and not all whose states lie in it', () => {
    expect(names({ changed: ['state-backend'] })[0]).toEqual(['state-backend']);
  });
});
