import { boundaryOf } from '../../../support/boundaries';
import { Estate, listOf, Resource } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { findingsAt, Rule, unless } from '../../rule';
import { rightsDocuments, workflowRoles } from '../../support/roles';
import { isAbout, isOn } from '../../support/statements';
import { NAME_PREFIX } from '../../../../src/lib/name-prefix';

/** Secrets that planning needs, and that plans and states hold: see the exceptions of secret-value-is-not-in-state. */
const ORIGIN_HEADER = new RegExp(`^/${NAME_PREFIX}/[a-z0-9]+/origin-header-value(-b)?$`);

/** Actions of `ReadOnlyAccess`, or of policies of a key or a resource, that read data of a type, and what follows its ARN. */
const DATA: Readonly<Record<string, { readonly actions: readonly string[]; readonly below?: string }>> = {
  aws_cloudwatch_log_group: {
    actions: [
      'logs:FilterLogEvents',
      'logs:GetLogEvents',
      'logs:GetLogObject',
      'logs:GetLogRecord',
      'logs:GetQueryResults',
      'logs:ListAnomalies',
      'logs:StartLiveTail',
      'logs:StartQuery',
    ],
  },
  aws_dynamodb_table: {
    actions: [
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:GetRecords',
      'dynamodb:PartiQLSelect',
      'dynamodb:Query',
      'dynamodb:Scan',
    ],
  },
  aws_instance: {
    actions: [
      'ec2:GetConsoleOutput',
      'ec2:GetConsoleScreenshot',
      'ssm:GetCommandInvocation',
      'ssm:ListCommandInvocations',
    ],
  },
  aws_rds_cluster: { actions: ['rds:DownloadCompleteDBLogFile', 'rds:DownloadDBLogFilePortion'] },
  // Performance Insights shows the SQL, with what stands in it.
  aws_rds_cluster_instance: {
    actions: ['pi:DescribeDimensionKeys', 'pi:GetDimensionKeyDetails', 'pi:GetResourceMetrics'],
  },
  aws_s3_bucket: {
    actions: [
      's3:GetObject',
      's3:GetObjectTorrent',
      's3:GetObjectVersion',
      's3:GetObjectVersionForReplication',
    ],
    below: '/object',
  },
  aws_secretsmanager_secret: {
    actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
  },
  // Samples of requests have all of their headers.
  aws_wafv2_web_acl: { actions: ['wafv2:GetSampledRequests'] },
  aws_xray_group: {
    actions: [
      'xray:BatchGetTraces',
      'xray:BatchGetTraceSummaryById',
      'xray:GetTraceSummaries',
      'xray:ListRetrievedTraces',
      'xray:StartTraceRetrieval',
    ],
  },
};

export const rule: Rule = {
  reason: 'Anybody who can open a pull request runs code with this role before somebody has read it.',
  source:
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
  check: (estate) =>
    workflowRoles(estate)
      .filter(({ environment }) => environment === undefined)
      .flatMap(({ role }) => findingsAt([role], () => problemsOf(estate, role))),
};

function problemsOf(estate: Estate, role: Resource): string[] {
  const denials = [
    ...rightsDocuments(estate, role),
    ...estate.policyDocuments().filter(({ resource }) => resource === boundaryOf(estate, role)),
  ]
    .flatMap(({ statements }) => statements)
    .filter(({ Effect }) => Effect === 'Deny');
  return [
    ...Object.entries(DATA).flatMap(([type, { actions, below = '' }]) =>
      estate
        .ofType(type)
        .filter((resource) => !isForPlans(estate, resource))
        .flatMap((resource) => {
          const arn = `${estate.arn(resource) ?? ''}${below}`;
          return actions
            .filter((action) => !denials.some((statement) => denies(statement, action, arn)))
            .map((action) => `nothing denies ${action} on ${arn}`);
        }),
    ),
    ...unless(denials.some(keepsKeys), 'nothing denies kms:Decrypt but through services that it names'),
  ];
}

/** The value that states hold anyway, and the checksums of states. */
const isForPlans = (estate: Estate, resource: Resource): boolean =>
  resource.type === 'aws_secretsmanager_secret'
    ? ORIGIN_HEADER.test(estate.text(resource, 'name') ?? '')
    : resource.type === 'aws_dynamodb_table' && resource.scope.endsWith('/module.state');

const denies = (statement: PolicyStatement, action: string, arn: string): boolean =>
  statement.Condition === undefined && isAbout(statement, action) && isOn(statement, arn);

/** The policies of keys of AWS let every principal of the account decrypt through their service. */
const keepsKeys = (statement: PolicyStatement): boolean =>
  isAbout(statement, 'kms:Decrypt') &&
  isOn(statement, '*') &&
  Object.keys(statement.Condition ?? {}).join() === 'StringNotEquals' &&
  Object.entries(statement.Condition?.['StringNotEquals'] ?? {}).every(
    ([key, services]) =>
      key === 'kms:ViaService' &&
      listOf(services).every((service) => /^(dynamodb|lambda|s3|secretsmanager)\./.test(service)),
  );
