import { dev } from '../support/sample-estate';
import { ABSENT, changed, problemsOf } from './configuration';

const governanceWith = (key: string, value: unknown): readonly string[] =>
  problemsOf([changed(dev, { [`governance.${key}`]: value })]);

it.each<[string, unknown]>([
  ['archiveDays', 30],
  ['archiveDays', 3653],
  ['budget.monthlyUsd', 1],
  ['budget.emails', ['a@example.com']],
  ['budget.emails', ABSENT],
])('takes %s %p', (key, value) => {
  expect(governanceWith(key, value)).toEqual([]);
});

it.each<[string, unknown, string]>([
  ['archiveDays', ABSENT, 'is missing; allowed: a whole number from 30 to 3653'],
  ['archiveDays', 29, '29 is not allowed; allowed: a whole number from 30 to 3653'],
  ['budget.monthlyUsd', 0, '0 is not allowed; allowed: a whole number from 1 to 1000000'],
  ['budget.monthlyUsd', '600', '"600" is not allowed; allowed: a whole number from 1 to 1000000'],
  [
    'budget.emails',
    Array.from({ length: 11 }, (_, i) => `a${i}@example.com`),
    'has 11 entries; allowed: up to 10 e-mail addresses',
  ],
  [
    'budget.emails',
    ['a@example.com', 'a@example.com'],
    '"a@example.com" is there twice; allowed: up to 10 e-mail addresses, each once',
  ],
  [
    'budget.emails',
    ['a@example.com', 'A@example.com'],
    '"A@example.com" differs from another by case or punctuation only; allowed: addresses that differ by a letter or digit',
  ],
])('refuses %s %p', (key, value, problem) => {
  expect(governanceWith(key, value)).toEqual([`dev.governance.${key}: ${problem}`]);
});
