import { findRenames } from '../../../tools/preview/renames';

const stack = (name: string, ...addresses: string[]) => ({ name, addresses });

test('a new stack with mostly the addresses of one that is gone looks like it', () => {
  expect(findRenames([stack('old', 'a', 'b', 'c')], [stack('new', 'a', 'b', 'd')])).toEqual([
    { from: 'old', to: 'new', common: 2 },
  ]);
});

test('half of the addresses is not mostly, nor are all of a small stack in a large one', () => {
  expect(findRenames([stack('old', 'a', 'b')], [stack('new', 'a', 'c')])).toEqual([]);
  expect(findRenames([stack('old', 'a')], [stack('new', 'a', 'b', 'c')])).toEqual([]);
  expect(findRenames([stack('old')], [stack('new')])).toEqual([]);
});

test('each stack is one other at most, the likeliest', () => {
  const removed = [stack('dev-one', 'a', 'b', 'c'), stack('dev-two', 'a', 'b', 'x')];
  const added = [stack('test-two', 'a', 'b', 'x'), stack('test-one', 'a', 'b', 'c')];
  expect(findRenames(removed, added)).toEqual([
    { from: 'dev-one', to: 'test-one', common: 3 },
    { from: 'dev-two', to: 'test-two', common: 3 },
  ]);
});
