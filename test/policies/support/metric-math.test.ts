import { evaluate } from './metric-math';

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3],
  ['100 * errors / requests', 25],
  ['IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)', 25],
  ['IF(requests >= 21, 100 * FILL(errors, 0) / requests, 0)', 0],
  ['IF(requests < 21, 1, 2)', 1],
])('%s is %d', (expression, value) => {
  expect(evaluate(expression, { requests: 20, errors: 5 })).toBe(value);
});

test.each([
  ['100 * errors / requests', NaN],
  ['FILL(errors, 0) + requests', 20],
  ['IF(errors >= 1, 1, 2)', NaN],
  ['IF(requests >= 20, FILL(errors, 3), 0)', 3],
])('%s is %d where there are no errors', (expression, value) => {
  expect(evaluate(expression, { requests: 20, errors: NaN })).toBe(value);
});

test.each(['1 +', 'unknown', 'AVG(requests)', 'requests errors', '(1', 'requests & 1'])(
  '%s is not taken for something else',
  (expression) => {
    expect(() => evaluate(expression, { requests: 20, errors: 5 })).toThrow(expression);
  },
);
