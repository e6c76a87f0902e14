import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironments } from '../../src/config/load';
import { Estate, estateOf } from '../support/estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { exceptions } from './exceptions';
import { Exception, judge, Rule } from './rule';
import { rules } from './rules/all';

const today = new Date().toISOString().slice(0, 10);

describe.each([
  ['every stack of every environment', loadEnvironments()],
  ['with every switch on, it', withEverySwitchOn()],
])('%s', (_title, environments) => {
  const estate = estateOf(synthesize({ environments }));

  test.each(rules.map((rule) => [rule.name, rule] as const))('keeps %s', (_, rule) => {
    const own = exceptions.filter((exception) => exception.rule === rule.name);
    expect(judge(estate, [rule], own, today)).toEqual({ findings: [], staleExceptions: [] });
  });
});

describe('the set of rules', () => {
  const files = readdirSync(join(__dirname, 'rules'));

  test('has every rule file, under the name of its file', () => {
    const ruleFiles = files.filter((file) => !file.endsWith('.test.ts') && file !== 'all.ts');
    expect(rules.map(({ name }) => `${name}.ts`).sort()).toEqual(ruleFiles.sort());
  });

  test('has a test for every rule', () => {
    expect(files).toEqual(expect.arrayContaining(rules.map(({ name }) => `${name}.test.ts`)));
  });

  test('has every rule that an exception names', () => {
    expect(rules.map(({ name }) => name)).toEqual(expect.arrayContaining(exceptions.map(({ rule }) => rule)));
  });
});

describe('exceptions', () => {
  const rule: Rule = {
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
    expires: '2027-06-30',
  };

  test('without one, a finding names rule, address, problem, reason and source', () => {
    expect(judge(estate, [rule], [], '2026-01-01').findings).toEqual([
      'no-topics: dev-security/aws_sns_topic.alarms: is a topic (Topics are loud. https://example.com/topics)',
    ]);
  });

  test('one covers its finding up to its last day', () => {
    expect(judge(estate, [rule], [exception], '2027-06-30')).toEqual({ findings: [], staleExceptions: [] });
  });

  test('one that is past its day fails', () => {
    expect(judge(estate, [rule], [exception], '2027-07-01').staleExceptions).toEqual([
      'no-topics: dev-security/aws_sns_topic.alarms: expired on 2027-06-30',
    ]);
  });

  test('one that covers nothing fails', () => {
    const unused = { ...exception, address: 'dev-security/aws_sns_topic.gone' };
    expect(judge(estate, [rule], [exception, unused], '2027-01-01').staleExceptions).toEqual([
      'no-topics: dev-security/aws_sns_topic.gone: nothing breaks the rule there: remove it',
    ]);
  });
});
