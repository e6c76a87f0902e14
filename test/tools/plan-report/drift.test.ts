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

test('an attribute that is empty in one way and then in another is the same', () => {
  expect(changed({ a: null, b: '', c: [], d: false }, { a: '', b: [], c: {}, d: null })).toEqual(['d']);
});

test('an attribute that is known only after the apply does not differ', () => {
  expect(changed({ id: 'a', name: 'x' }, { name: 'y' })).toEqual(['name']);
});
