import { planCalls } from '../../../tools/doctor/plan-calls';
import { ACCOUNT } from '../../support/values';

export const REGION = 'us-west-2';
const BUCKET = `arn:aws:s3:::petclinic-terraform-state-${ACCOUNT}-${REGION}`;
const LOCKS = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/petclinic-terraform-locks`;

export type Claims = Readonly<Record<string, string>>;

const through = (service: string): Claims => ({ 'kms:ViaService': `${service}.${REGION}.amazonaws.com` });
const boundary = (name: string): Claims => ({
  'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/petclinic/ci/${name}`,
});
const DEV_ROLE = `arn:aws:iam::${ACCOUNT}:role/petclinic/dev/petclinic-dev-genai`;
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
const secret = (name: string): string =>
  `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:/petclinic/dev/${name}-AbCdEf`;
const SESSIONS = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/petclinic-dev-sessions`;
/** Question to IAM: an action on a resource, with condition keys. */
export type Ask = [action: string, resource: string, keys?: Claims];

const SCOPE = {
  environment: 'dev',
  account: ACCOUNT,
  region: REGION,
  stateBucket: { bucket: BUCKET.slice(13), region: REGION, lockTable: 'petclinic-terraform-locks' },
};
/** Calls of a plan, and of what looks every night. */
export const PLANNING: Ask[] = [
  ...planCalls(SCOPE).flatMap(({ actions, resource, through: service }) =>
    actions.map((action): Ask => [
      action,
      resource,
      service === undefined ? {} : { 'kms:ViaService': service },
    ]),
  ),
  ['ec2:DescribeRegions', '*'],
  // The nightly look at the models.
  ['bedrock:GetFoundationModel', '*'],
  ['bedrock:GetFoundationModelAvailability', '*'],
];
/** Reads of data, which no plan needs. */
export const DATA: Ask[] = [
  ['secretsmanager:GetSecretValue', secret('db/users/vets')],
  ['kms:Decrypt', KEY],
  ['kms:Decrypt', KEY, through('ssm')],
  ['dynamodb:Scan', SESSIONS],
  ['dynamodb:PartiQLSelect', SESSIONS],
  ['dynamodb:GetRecords', `${SESSIONS}/stream/1`],
  ['logs:GetQueryResults', '*'],
  ['logs:ListAnomalies', '*'],
  ['ssm:GetCommandInvocation', '*'],
  ['s3:GetObjectVersion', `${BUCKET}/plans/dev/a`],
  ['logs:FilterLogEvents', '*'],
  ['rds:DownloadDBLogFilePortion', '*'],
  ['logs:GetLogObject', '*'],
  ['pi:GetDimensionKeyDetails', '*'],
  ['wafv2:GetSampledRequests', '*'],
  ['xray:ListRetrievedTraces', '*'],
  ['ec2:GetConsoleOutput', '*'],
  ['s3:GetObject', 'arn:aws:s3:::petclinic-dev-archive-123456789012-us-west-2/a'],
  ['s3:GetObject', `${BUCKET}/plans/dev/a`],
];
/** Calls of a plan of the account's stacks, recorded on the emulator, as far as no environment makes them. */
export const ACCOUNT_CALLS = [
  'access-analyzer:GetAnalyzer',
  'config:DescribeConfigRules',
  'config:DescribeConfigurationRecorderStatus',
  'config:DescribeConfigurationRecorders',
  'config:DescribeDeliveryChannels',
  'config:ListTagsForResource',
  'iam:GetOpenIDConnectProvider',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
].map((action): Ask => [action, '*']);
/** States of the account's stacks, at which the nightly drift looks. */
export const ACCOUNT_STATES: Ask[] = [
  ['s3:GetObject', `${BUCKET}/petclinic/account/account.tfstate`],
  ['s3:GetObject', `${BUCKET}/petclinic/state-backend.tfstate`],
];
/** Changes that applying makes and planning does not. */
export const CHANGES: Ask[] = [
  ['ec2:CreateVpc', '*'],
  ['iam:CreateRole', DEV_ROLE, boundary('petclinic-dev-boundary')],
  ['s3:PutObject', `${BUCKET}/petclinic/dev/network.tfstate`],
  ['dynamodb:PutItem', LOCKS],
];
/** Actions that applying takes, destroying included, but for handing roles to services. */
export const APPLYING: Ask[] = [
  ...CHANGES,
  ['elasticloadbalancing:CreateLoadBalancer', '*'],
  ['ec2:GetSecurityGroupsForVpc', '*'],
  ['apigateway:DELETE', '*'],
  ['servicediscovery:TagResource', '*'],
  ['iam:CreateServiceLinkedRole', '*'],
  ['iam:DeleteRole', DEV_ROLE],
  ['dynamodb:PutItem', LOCKS, { 'dynamodb:LeadingKeys': `${BUCKET.slice(13)}/petclinic/dev/a.tfstate-md5` }],
  ['s3:GetObject', `${BUCKET}/plans/dev/a`],
];
/** Calls that no role of CI may make, whatever rights somebody gives it. */
export const BOUNDED: Ask[] = [
  ['iam:CreateUser', '*'],
  ['iam:CreateAccessKey', '*'],
  ['iam:CreateRole', DEV_ROLE],
  ['iam:CreateRole', DEV_ROLE, boundary('petclinic-prod-boundary')],
  ['iam:DeleteRolePermissionsBoundary', DEV_ROLE],
  ['iam:UpdateAssumeRolePolicy', `arn:aws:iam::${ACCOUNT}:role/petclinic/ci/petclinic-dev-apply`],
  ['iam:CreatePolicyVersion', `arn:aws:iam::${ACCOUNT}:policy/petclinic/ci/petclinic-dev-boundary`],
  ['s3:PutObject', `${BUCKET}/petclinic/prod/network.tfstate`],
  ['s3:PutObject', `${BUCKET}/petclinic/state-backend.tfstate`],
  ['s3:PutBucketPolicy', BUCKET],
  ['dynamodb:PutItem', LOCKS, { 'dynamodb:LeadingKeys': `${BUCKET.slice(13)}/petclinic/prod/a.tfstate` }],
  ['dynamodb:DeleteTable', LOCKS],
  ['kms:ScheduleKeyDeletion', KEY, { 'kms:ResourceAliases': 'alias/petclinic-terraform-state' }],
];
/** Calls that no role of CI may make. */
export const NOBODYS: Ask[] = [
  ...BOUNDED,
  ['iam:CreateRole', DEV_ROLE.replaceAll('dev', 'prod'), boundary('petclinic-dev-boundary')],
  ['iam:PassRole', DEV_ROLE, { 'iam:PassedToService': 'glue.amazonaws.com' }],
  ['organizations:LeaveOrganization', '*'],
];
/** Writes of a plan of the branch, for its apply. */
export const LEAVING_PLANS: Ask[] = [
  ['s3:PutObject', `${BUCKET}/plans/dev/a`],
  [
    'kms:GenerateDataKey',
    KEY,
    { ...through('s3'), 'kms:ResourceAliases': 'alias/petclinic-terraform-state' },
  ],
];
