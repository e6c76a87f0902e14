import { MANAGED_GROUP_CAPACITY } from '../../../../src/constructs/edge/managed-waf-rules';
import { blocks, Body, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { rulesOf, statementsOf, WafStatement } from '../../support/web-acls';

const INCLUDED = 1500;

/** Capacity of a statement itself; text transformations come on top. */
const UNITS: Readonly<Record<string, number>> = {
  and_statement: 0,
  ip_set_reference_statement: 1,
  label_match_statement: 1,
  not_statement: 0,
  or_statement: 0,
  rate_based_statement: 2,
  regex_match_statement: 3,
  scope_down_statement: 0,
  size_constraint_statement: 1,
};
const TRANSFORMATION = 10;

export const rule: Rule = {
  reason: 'Above 1500 capacity units a web ACL costs more with each request.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html',
  check: (estate) => findingsAt(estate.ofType('aws_wafv2_web_acl'), problemsOf),
};

function problemsOf(acl: Resource): string[] {
  const statements = rulesOf(acl).flatMap(statementsOf);
  const unknown = statements.filter((statement) => unitsOf(statement) === undefined);
  const sum = statements.reduce((units, statement) => units + (unitsOf(statement) ?? 0), 0);
  return [
    ...unknown.map(({ kind, body }) => `say here what ${kind} ${nameOf(body)} takes`),
    ...unless(sum < INCLUDED, `its rules take ${sum} units; allowed: fewer than ${INCLUDED}`),
  ];
}

const nameOf = (body: Body): string => (typeof body['name'] === 'string' ? body['name'] : 'without a name');

function unitsOf({ kind, body }: WafStatement): number | undefined {
  const own =
    kind === 'managed_rule_group_statement'
      ? new Map<string, number>(Object.entries(MANAGED_GROUP_CAPACITY)).get(String(body['name']))
      : UNITS[kind];
  return own === undefined ? undefined : own + blocks(body, 'text_transformation').length * TRANSFORMATION;
}
