import { changedAttributes } from '../../../tools/plan-report/drift';
import { change } from './plans';

const changed = (before: object, after: object): string[] =>
  changedAttributes(change('aws_lb.a', ['update'], { before, after }));

test('an attribute differs when its value does, an order in a list among it', () => {
  expect(changed({ a: 1, b: ['x', 'y'], c: { d: 1 } }, { a: 2, b: ['y', 'x'], c: { d: 1 } })).toEqual([
    'a',
    'b',
  ]);
});

test('an attribute that nobody set is the same when it is read, in blocks as well', () => {
  expect(changed({ a: null, b: '', c: [], d: null }, { a: '', b: [], c: {}, d: false })).toEqual([]);
  const block = (base: number | null) => [
    { provider: 'FARGATE', weight: 1, base, tags: base === null ? null : {} },
  ];
  expect(changed({ strategy: block(null) }, { strategy: block(0) })).toEqual([]);
  expect(changed({ strategy: block(null) }, { strategy: block(1) })).toEqual(['strategy']);
  expect(changed({ on: true, size: 5, list: [0, ''] }, { on: false, size: null, list: [''] })).toEqual([
    'list',
    'on',
    'size',
  ]);
});

test('an attribute that is known only after the apply does not differ', () => {
  expect(changed({ id: 'a', name: 'x' }, { name: 'y' })).toEqual(['name']);
});
