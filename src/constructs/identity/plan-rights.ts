import { Statement } from '../../core/policy-document';
import { stateKey } from '../../core/state';
import { originSecretName, originSlots } from '../../lib/gateway';
import { namesFor } from '../../lib/naming';
import { StateBucket } from '../../lib/state-place';

/** The environments that a role of CI is for, all in one account. */
export interface CiScope {
  readonly accountId: string;
  readonly environments: readonly { readonly name: string; readonly region: string }[];
  readonly stateBucket: StateBucket;
}

/** The secrets whose values planning `services` and `edge` reads, and which their states and plans hold. */
const originSecrets = ({ accountId, environments }: CiScope): string[] =>
  environments.flatMap(({ name, region }) =>
    originSlots.map(
      (slot) =>
        `arn:aws:secretsmanager:${region}:${accountId}:secret:${namesFor(name)('secret', originSecretName(slot))}-??????`,
    ),
  );

const regionsOf = ({ environments }: CiScope): string[] => [
  ...new Set(environments.map(({ region }) => region)),
];

/**
 * Services through which a plan decrypts: functions' environments, the origin header's values, states and their lock table.
 */
const decryptsThrough = (scope: CiScope): string[] => [
  ...regionsOf(scope).flatMap((region) => [
    `lambda.${region}.amazonaws.com`,
    `secretsmanager.${region}.amazonaws.com`,
  ]),
  ...['dynamodb', 's3'].map((service) => `${service}.${scope.stateBucket.region}.amazonaws.com`),
];

const keysOf = (scope: CiScope): string[] =>
  [...new Set([...regionsOf(scope), scope.stateBucket.region])].map(
    (region) => `arn:aws:kms:${region}:${scope.accountId}:key/*`,
  );

/**
 * Rights that `ReadOnlyAccess` lacks for a plan.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
 */
export const planRights = (scope: CiScope): Statement[] => [
  {
    // Without it GetFunction answers no environment, and each plan sets it anew.
    sid: 'DecryptThroughServices',
    actions: ['kms:Decrypt'],
    resources: keysOf(scope),
    conditions: { StringEquals: { 'kms:ViaService': decryptsThrough(scope) } },
  },
  { sid: 'ReadOriginHeader', actions: ['secretsmanager:GetSecretValue'], resources: originSecrets(scope) },
  // The value that a new origin header would get, which a plan draws each time and drops.
  { sid: 'DrawRandomValue', actions: ['secretsmanager:GetRandomPassword'], resources: ['*'] },
  {
    sid: 'ReadTagsOfProfiles',
    actions: ['bedrock:ListTagsForResource'],
    resources: regionsOf(scope).map(
      (region) => `arn:aws:bedrock:${region}:${scope.accountId}:application-inference-profile/*`,
    ),
  },
];

/** Rights to leave plans in the state bucket for their apply. */
export const planStorage = ({ accountId, environments, stateBucket }: CiScope): Statement[] => [
  {
    sid: 'LeavePlans',
    actions: ['s3:PutObject'],
    resources: environments.map(({ name }) => `arn:aws:s3:::${stateBucket.bucket}/plans/${name}/*`),
  },
  {
    sid: 'EncryptPlans',
    actions: ['kms:GenerateDataKey'],
    resources: [`arn:aws:kms:${stateBucket.region}:${accountId}:key/*`],
    conditions: {
      StringEquals: { 'kms:ViaService': `s3.${stateBucket.region}.amazonaws.com` },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': stateBucket.kmsAlias },
    },
  },
];

/** Keys of the states of the account's own stacks, at which the nightly drift looks. */
export const ACCOUNT_STATES = [stateKey('*', 'account'), stateKey('state-backend')];

/**
 * Denials of data, which `ReadOnlyAccess` reads as well as settings: values of secrets, encrypted parameters, items, log
 * events, traces, and objects other than states.
 *
 * @param otherStates keys of states that the role reads besides those of the environments
 */
export const dataDenials = (scope: CiScope, otherStates: readonly string[] = []): Statement[] => {
  const { accountId, environments, stateBucket } = scope;
  return [
    {
      sid: 'NoSecretValues',
      effect: 'Deny',
      actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
      notResources: originSecrets(scope),
    },
    {
      // Parameters among it. The policy of the key of AWS for them lets every principal of the account decrypt.
      sid: 'NoOtherDecryption',
      effect: 'Deny',
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'kms:ViaService': decryptsThrough(scope) } },
    },
    {
      sid: 'NoObjectsButStates',
      effect: 'Deny',
      actions: ['s3:GetObject*'],
      notResources: [...environments.map(({ name }) => stateKey('*', name)), ...otherStates].map(
        (key) => `arn:aws:s3:::${stateBucket.bucket}/${key}`,
      ),
    },
    {
      sid: 'NoItemsButChecksums',
      effect: 'Deny',
      actions: [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:GetRecords',
        'dynamodb:PartiQLSelect',
        'dynamodb:Query',
        'dynamodb:Scan',
      ],
      notResources: [`arn:aws:dynamodb:${stateBucket.region}:${accountId}:table/${stateBucket.lockTable}`],
    },
    {
      // Requests are in samples of WAF with their headers, SQL in Performance Insights, log lines in anomalies.
      sid: 'NoLogEventsNorTraces',
      effect: 'Deny',
      actions: [
        'ec2:GetConsole*',
        'logs:FilterLogEvents',
        'logs:GetLog*',
        'logs:GetQueryResults',
        'logs:ListAnomalies',
        'logs:StartLiveTail',
        'logs:StartQuery',
        'pi:DescribeDimensionKeys',
        'pi:GetDimensionKeyDetails',
        'pi:GetResourceMetrics',
        'rds:Download*',
        'ssm:*Command*',
        'wafv2:GetSampledRequests',
        'xray:BatchGetTrace*',
        'xray:GetTraceSummaries',
        'xray:ListRetrievedTraces',
        'xray:StartTraceRetrieval',
      ],
      resources: ['*'],
    },
  ];
};
