import { loadEnvironments } from '../../src/config/load';
import { Estate, estateOf } from '../support/estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { rules } from './all-rules';
import { exceptions } from './exceptions';
import { Exception, judge, NamedRule } from './rule';

describe.each([
  ['every stack of every environment', loadEnvironments()],
  ['with every switch on, it', withEverySwitchOn()],
])('%s', (_title, environments) => {
  const estate = estateOf(synthesize({ environments }));

  test.each(rules.map((rule) => [rule.name, rule] as const))('keeps %s', (_, rule) => {
    const own = exceptions.filter((exception) => exception.rule === rule.name);
    expect(judge(estate, [rule], own)).toEqual({ findings: [], unusedExceptions: [] });
  });
});

test('every exception names a rule', () => {
  expect(rules.map(({ name }) => name)).toEqual(expect.arrayContaining(exceptions.map(({ rule }) => rule)));
});

describe('exceptions', () => {
  const rule: NamedRule = {
    name: 'no-topics',
    reason: 'Topics are loud.',
    source: 'https://example.com/topics',
    check: (estate) =>
      estate.ofType('aws_sns_topic').map(({ address }) => ({ address, problem: 'is a topic' })),
  };
  const estate = new Estate({ 'dev-security': { resource: { aws_sns_topic: { alarms: {} } } } });
  const exception: Exception = {
    rule: 'no-topics',
    address: 'dev-security/aws_sns_topic.alarms',
    reason: 'Alarms have to be loud.',
    reviewOn: '2027-06-30',
  };

  test('without one, a finding names rule, address, problem, reason and source', () => {
    expect(judge(estate, [rule], []).findings).toEqual([
      'no-topics: dev-security/aws_sns_topic.alarms: is a topic (Topics are loud. https://example.com/topics)',
    ]);
  });

  test('one covers its finding', () => {
    expect(judge(estate, [rule], [exception])).toEqual({ findings: [], unusedExceptions: [] });
  });

  test('one that covers nothing fails', () => {
    const unused = { ...exception, address: 'dev-security/aws_sns_topic.gone' };
    expect(judge(estate, [rule], [exception, unused]).unusedExceptions).toEqual([
      'no-topics: dev-security/aws_sns_topic.gone: nothing breaks the rule there: remove it',
    ]);
  });
});
