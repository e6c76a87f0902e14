import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocks, Body, environmentOf, Estate, Resource } from '../../../support/estate';
import { NAME_PREFIX } from '../../../../src/lib/name-prefix';
import { PROJECT_ROOT } from '../../../support/synthesis';
import { findingsAt, Rule, unless } from '../../rule';
import { anchorsIn } from '../../support/anchors';
import { matches, NotableEvent, notableEventsOf, valueAt } from '../../support/aws-events';
import { customerKey, statementsOn } from '../../support/policies-on';
import { isEnabled } from '../../support/schedules';
import { missingActions, principalsOf } from '../../support/statements';

const EVENTS = 'events.amazonaws.com';

export const rule: Rule = {
  reason:
    'Rollbacks, findings, failovers and failed backups show in no metric. A rule that is off, a message without its parts, or a topic that EventBridge may not publish to loses them in silence. AWS takes no condition for EventBridge in policies of topics and their keys.',
  source:
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions',
  check: (estate) => [
    ...findingsAt(
      estate.ofType('aws_cloudwatch_event_rule').filter(({ body }) => body['event_pattern'] !== undefined),
      (eventRule) => ruleProblems(estate, eventRule),
    ),
    ...findingsAt(estate.ofType('aws_sns_topic'), (topic) => topicProblems(estate, topic)),
  ],
};

function ruleProblems(estate: Estate, eventRule: Resource): string[] {
  const targets = targetsOf(estate, eventRule);
  return [
    ...unless(isEnabled(eventRule), 'it is off'),
    ...unless(
      [eventRule, ...targets].every(({ body }) => body['event_bus_name'] === undefined),
      'it is on another bus than that of AWS services',
    ),
    ...unless(targets.length === 1, `it publishes to ${targets.length} topics: each event mails once`),
    ...targets.flatMap(({ body }) => messageProblems(body, estate.text(eventRule, 'name') ?? '')),
  ];
}

const targetsOf = (estate: Estate, eventRule: Resource): Resource[] =>
  estate
    .referringTo(eventRule, 'rule', 'aws_cloudwatch_event_target')
    .filter((target) => estate.target(target, target.body['arn'])?.type === 'aws_sns_topic');

const pathsIn = (target: Body): Body =>
  (blocks(target, 'input_transformer')[0]?.['input_paths'] ?? {}) as Body;

function messageProblems(target: Body, ruleName: string): string[] {
  const [transformer] = blocks(target, 'input_transformer');
  const given = transformer?.['input_template'];
  const template = typeof given === 'string' ? given : '';
  const named = [...template.matchAll(/<([\w-]+)>/g)].map(([, name = '']) => name);
  const paths = Object.keys(pathsIn(target));
  const [, file = '', anchor = ''] =
    /\/blob\/[\w./-]+?\/(docs\/runbooks\/[\w-]+\.md)#([\w-]+)"$/.exec(template) ?? [];
  return [
    ...unless(
      /^"[A-Z][^:]+: [A-Z][^:]+\. \w/.test(template),
      'its message does not begin with the fault and a sentence about it',
    ),
    ...unless(
      named.length > 0 && [...named].sort().join() === [...paths].sort().join(),
      `its message shows ${named.join(', ') || 'nothing'}, its paths are ${paths.join(', ') || 'none'}`,
    ),
    ...unless(
      file !== '' &&
        ruleName.endsWith(`-${anchor}`) &&
        anchorsIn(readFileSync(join(PROJECT_ROOT, file), 'utf8')).has(anchor),
      'its message does not end with the link of the section of docs/runbooks about it',
    ),
  ];
}

function topicProblems(estate: Estate, topic: Resource): string[] {
  const environment = environmentOf(topic);
  const rules = estate
    .ofType('aws_cloudwatch_event_rule')
    .filter((each) => environmentOf(each) === environment && each.body['event_pattern'] !== undefined);
  const key = customerKey(estate, topic, topic.body['kms_master_key_id']);
  const refused = (policyOf: Resource, actions: string[]): string[] => {
    const statements = statementsOn(estate, policyOf).filter((statement) =>
      principalsOf(statement).some(({ id }) => id === EVENTS),
    );
    const missing = missingActions(
      statements,
      EVENTS,
      actions,
      (statement) => statement.Condition === undefined,
    );
    return unless(
      missing.length === 0,
      `${policyOf.address} does not let ${EVENTS} call ${missing.join(', ')}`,
    );
  };
  return [
    ...notableEventsOf(estate, environment).flatMap((event) => eventProblems(estate, topic, rules, event)),
    ...refused(topic, ['sns:Publish']),
    ...(key === undefined ? [] : refused(key, ['kms:Decrypt', 'kms:GenerateDataKey'])),
  ];
}

const isScalar = (value: unknown): boolean => ['string', 'number'].includes(typeof value);

function eventProblems(
  estate: Estate,
  topic: Resource,
  rules: readonly Resource[],
  { event, unremarkable }: NotableEvent,
): string[] {
  const name = `${NAME_PREFIX}-${environmentOf(topic) ?? ''}`;
  const text = JSON.stringify(event);
  // Another environment's name may begin alike.
  const foreign = text.replaceAll(name, `${name}2`);
  const matching = (one: object): Resource[] =>
    rules.filter((each) => matches(JSON.parse(estate.text(each, 'event_pattern') ?? '{}') as Body, one));
  const fixed = new Set(
    matching(event).flatMap((each) => (estate.text(each, 'event_pattern') ?? '').match(/[^"\\]+/g) ?? []),
  );
  const paths = matching(event)
    .flatMap((each) => targetsOf(estate, each))
    .flatMap(({ body }) => Object.values(pathsIn(body)).map(String));
  const shown = paths.map((path) => valueAt(event, path));
  const lost = paths.filter((_, index) => !isScalar(shown[index]));
  // Parts that are the same in each event of the rule tell nothing. One without the environment's name is about the account.
  const account = foreign === text ? [event.account] : [];
  const missing = [...Object.values(event.detail), ...event.resources, ...account].filter(
    (part) => isScalar(part) && !fixed.has(String(part)) && !shown.includes(part),
  );
  return [
    ...unless(matching(event).length === 1, `${matching(event).length} event rules match ${text}`),
    ...unless(lost.length === 0, `a message shows ${lost.join(', ')}, which is no text in ${text}`),
    ...unless(missing.length === 0, `a message leaves out ${missing.join(', ')} of ${text}`),
    ...[JSON.stringify(unremarkable), ...(foreign === text ? [] : [foreign])].flatMap((other) =>
      unless(
        matching(JSON.parse(other) as object).length === 0,
        `an event rule matches ${other}, of which nobody has to know here`,
      ),
    ),
  ];
}
