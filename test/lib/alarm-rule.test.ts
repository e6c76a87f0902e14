import { anyOf, ruleProblem } from '../../src/lib/alarm-rule';

const named = (count: number, length = 10) =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}`.padStart(length, 'a') }));

test('a rule names each alarm in quotes', () => {
  expect(anyOf([{ name: 'a' }, { name: 'b' }]).text).toBe('ALARM("a") OR ALARM("b")');
});

test.each([
  [1, 10, undefined],
  [100, 10, undefined],
  [101, 10, 'names 101 alarms; allowed: at most 100'],
  [0, 10, 'names no alarm; allowed: one or more'],
  // 100 times a name and 13 characters around it, less 4 at the end.
  [100, 89, undefined],
  [100, 90, 'has 10296 characters; allowed: at most 10240'],
])('%d alarms with names of %d characters: %s', (count, length, problem) => {
  expect(ruleProblem(anyOf(named(count, length)))).toBe(problem);
});
