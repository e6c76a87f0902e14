import { Estate, estateOf } from '../support/estate';
import { liveEnvironments } from '../support/live-estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { rules } from './all-rules';
import { exceptions } from './exceptions';
import { breaches, Exception, judge, NamedRule, overdue } from './rule';

describe.each([
  ['every stack of every environment', liveEnvironments()],
  ['with every switch on, it', withEverySwitchOn(liveEnvironments())],
])('%s', (_title, environments) => {
  const estate = estateOf(synthesize({ environments }));

  test.each(rules.map((rule) => [rule.name, rule] as const))('keeps %s', (_, rule) => {
    const own = exceptions.filter((exception) => exception.rule === rule.name);
    expect(judge(breaches(estate, rule), own)).toEqual({ findings: [], unusedExceptions: [] });
  });
});

test('every exception names a rule, or a check of checkov', () => {
  const names = rules.map(({ name }) => name);
  const unknown = exceptions.filter(({ rule }) => !names.includes(rule) && !rule.startsWith('CKV'));
  expect(unknown.map(({ rule }) => rule)).toEqual([]);
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
    expect(judge(breaches(estate, rule), []).findings).toEqual([
      'no-topics: dev-security/aws_sns_topic.alarms: is a topic (Topics are loud. https://example.com/topics)',
    ]);
  });

  test('one covers its finding', () => {
    expect(judge(breaches(estate, rule), [exception])).toEqual({ findings: [], unusedExceptions: [] });
  });

  test('one that covers nothing fails', () => {
    const unused = { ...exception, address: 'dev-security/aws_sns_topic.gone' };
    expect(judge(breaches(estate, rule), [exception, unused]).unusedExceptions).toEqual([
      'no-topics: dev-security/aws_sns_topic.gone: nothing breaks the rule there: remove it',
    ]);
  });

  test('one whose pattern fits covers every finding that it fits', () => {
    const all = { ...exception, address: '*/aws_sns_topic.*' };
    expect(judge(breaches(estate, rule), [all])).toEqual({ findings: [], unusedExceptions: [] });
    const others = { ...exception, address: 'prod-*/aws_sns_topic.*' };
    expect(judge(breaches(estate, rule), [others]).findings).toHaveLength(1);
  });

  test('one is overdue from its day on', () => {
    expect(overdue([exception], '2027-06-29')).toEqual([]);
    expect(overdue([exception], '2027-06-30')).toEqual([
      'no-topics: dev-security/aws_sns_topic.alarms: to be reviewed on 2027-06-30',
    ]);
  });
});
