import { covers, demanded, demandsAccount } from './statements';
import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';

test.each([
  ['*', 'anything', true],
  ['alarm:dev-*', 'alarm:dev-errors', true],
  ['alarm:dev-*', 'alarm:prod-errors', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a.c', 'abc', false],
  ['log-group:/a', 'log-group:/a/b', false],
])('%s covers %s: %s', (pattern, text, expected) => {
  expect(covers(pattern, text)).toBe(expected);
});

describe('a condition', () => {
  const under = (Condition: PolicyStatement['Condition']): PolicyStatement => ({
    Effect: 'Allow',
    Condition,
  });

  test.each(['StringEquals', 'StringLike', 'ArnLike', 'ForAnyValue:StringEquals'])(
    '%s demands its key',
    (operator) => {
      expect(demanded(under({ [operator]: { 'aws:sourceaccount': ACCOUNT } }), 'aws:SourceAccount')).toEqual([
        ACCOUNT,
      ]);
    },
  );

  test.each(['StringEqualsIfExists', 'ForAllValues:StringEquals', 'StringNotEquals', 'Null'])(
    '%s lets a request without the key pass',
    (operator) => {
      expect(demanded(under({ [operator]: { 'aws:SourceAccount': ACCOUNT } }), 'aws:SourceAccount')).toEqual(
        [],
      );
    },
  );

  test('on our account and another one is none on our account', () => {
    const both = under({ StringEquals: { 'aws:SourceAccount': [ACCOUNT, '999999999999'] } });
    expect(demandsAccount(both, 'aws:SourceAccount')).toBe(false);
  });
});
