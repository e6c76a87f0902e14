import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocks, Body, environmentOf, Estate, Resource } from '../../../support/estate';
import { PROJECT_ROOT } from '../../../support/synthesis';
import { findingsAt, Rule, unless } from '../../rule';
import { anchorsIn } from '../../support/anchors';
import { customerKey, statementsOn } from '../../support/policies-on';
import { missingActions, principalsOf } from '../../support/statements';

const EVENTS = 'events.amazonaws.com';

/** Detail types that a rule of each environment matches; the last where its resource type is there. */
const WANTED: readonly (readonly [detailType: string, only?: string])[] = [
  ['ECS Deployment State Change'],
  ['ECR Image Scan'],
  ['Config Rules Compliance Change'],
  ['Access Analyzer Finding'],
  ['RDS DB Cluster Event'],
  ['RDS DB Instance Event'],
  ['Backup Job State Change', 'aws_backup_vault'],
  ['ACM Certificate Approaching Expiration', 'aws_acm_certificate'],
];

export const rule: Rule = {
  reason:
    'Rollbacks, findings, failovers and failed backups show in no metric. A rule that is off, a message without its parts, or a topic that EventBridge may not publish to loses them in silence. EventBridge sends no source to a topic, so a condition there refuses it.',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html',
  check: (estate) => [
    ...findingsAt(
      estate.ofType('aws_cloudwatch_event_rule').filter(({ body }) => body['event_pattern'] !== undefined),
      (eventRule) => ruleProblems(estate, eventRule),
    ),
    ...findingsAt(estate.ofType('aws_sns_topic'), (topic) => topicProblems(estate, topic)),
  ],
};

function ruleProblems(estate: Estate, eventRule: Resource): string[] {
  const targets = estate
    .referringTo(eventRule, 'rule', 'aws_cloudwatch_event_target')
    .filter((target) => estate.target(target, target.body['arn'])?.type === 'aws_sns_topic');
  return [
    ...unless(eventRule.body['state'] !== 'DISABLED', 'it is off'),
    ...unless(targets.length > 0, 'it publishes to no topic'),
    ...unless(
      // Of an environment `dev`, a prefix without its end is also that of `dev2`.
      !/"prefix":"[^"]*[a-z0-9]"/.test(String(eventRule.body['event_pattern'])),
      'its pattern also matches names of an environment whose name begins alike',
    ),
    ...targets.flatMap(({ body }) => messageProblems(body)),
  ];
}

function messageProblems(target: Body): string[] {
  const [transformer] = blocks(target, 'input_transformer');
  const given = transformer?.['input_template'];
  const template = typeof given === 'string' ? given : '';
  const named = [...template.matchAll(/<([\w-]+)>/g)].map(([, name = '']) => name);
  const paths = Object.keys(transformer?.['input_paths'] ?? {});
  const [, file = '', anchor = ''] = /\/(docs\/runbooks\/[\w-]+\.md)#([\w-]+)"$/.exec(template) ?? [];
  return [
    ...unless(
      named.length > 0 && [...named].sort().join() === [...paths].sort().join(),
      `its message shows ${named.join(', ') || 'nothing'}, its paths are ${paths.join(', ') || 'none'}`,
    ),
    ...unless(
      file !== '' && anchorsIn(readFileSync(join(PROJECT_ROOT, file), 'utf8')).has(anchor),
      'its message does not end with the link of a section of docs/runbooks',
    ),
  ];
}

function topicProblems(estate: Estate, topic: Resource): string[] {
  const environment = environmentOf(topic);
  const own = (resource: Resource): boolean => environmentOf(resource) === environment;
  const patterns = estate
    .ofType('aws_cloudwatch_event_rule')
    .filter(own)
    .map(({ body }) => String(body['event_pattern']));
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
    ...WANTED.filter(([, only]) => only === undefined || estate.ofType(only).some(own)).flatMap(([type]) =>
      unless(
        patterns.some((pattern) => pattern.includes(`"${type}"`)),
        `no event rule of its environment matches ${type}`,
      ),
    ),
    ...refused(topic, ['sns:Publish']),
    ...(key === undefined ? [] : refused(key, ['kms:Decrypt', 'kms:GenerateDataKey'])),
  ];
}
