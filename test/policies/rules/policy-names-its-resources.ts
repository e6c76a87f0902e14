import { PolicyDocument, PolicyStatement } from '../../support/policy-documents';
import { Rule, unless } from '../rule';
import { findingsInAllows } from '../support/documents';
import { actionsOf, demandsAccount, resourcesOf } from '../support/statements';

/**
 * Actions that AWS checks against `*` and nothing else. Lambda tests the network interface actions so before it makes a
 * function in a VPC, https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  'cloudwatch:PutMetricData',
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
  'ecr:GetAuthorizationToken',
  'logs:DescribeLogGroups',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
  'sts:GetCallerIdentity',
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

/** Not `key`: there `*` is the key itself. Not `trust`: there the resource is the role. */
const KINDS = ['identity', 'endpoint', 'resource'] as const;

export const policyNamesItsResources: Rule = {
  name: 'policy-names-its-resources',
  reason:
    'A wildcard resource reaches what other systems of the account keep, and what it will keep tomorrow.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  check: (estate) =>
    findingsInAllows(estate, KINDS, (statement, document) => [
      ...unless(statement.NotResource === undefined, 'NotResource allows everything else'),
      ...resourcesOf(statement)
        .filter((resource) => isWildcard(resource) && !mayBeWild(statement, document))
        .map((resource) => `${resource} is a wildcard`),
    ]),
};

/** `*`, or an ARN whose last part, the resource itself, begins with one. */
const isWildcard = (resource: string): boolean => /^(\*|arn(:[^:]*){4}:[*?].*)$/.test(resource);

function mayBeWild(statement: PolicyStatement, { kind }: PolicyDocument): boolean {
  return kind === 'endpoint'
    ? ['aws:PrincipalAccount', 'aws:ResourceAccount'].some((key) => demandsAccount(statement, key))
    : actionsOf(statement).every((action) => WITHOUT_RESOURCE.has(action));
}
