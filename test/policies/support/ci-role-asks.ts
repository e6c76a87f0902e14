import * as iam from '@aws-sdk/client-iam';
import { planCalls } from '../../../tools/doctor/plan-calls';
import { Body, Estate } from '../../support/estate';
import { ACCOUNT } from '../../support/values';

export const REGION = 'us-west-2';
const BUCKET = `arn:aws:s3:::petclinic-terraform-state-${ACCOUNT}-${REGION}`;
const LOCKS = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/petclinic-terraform-locks`;

/** An action on the state of each stack whose name fits, and on its lock. */
export const onStates = (estate: Estate, stacks: RegExp, ...actions: readonly string[]): Ask[] =>
  Object.entries(estate.stacks)
    .filter(([stack]) => stacks.test(stack))
    .flatMap(([, { terraform }]) => {
      const { bucket, key } = (terraform?.['backend'] as { s3?: Body }).s3 ?? {};
      const state = `${String(bucket)}/${String(key)}`;
      if (key === undefined) return [];
      return actions.map((action): Ask =>
        action.startsWith('s3:')
          ? [action, `arn:aws:s3:::${state}`]
          : [action, LOCKS, { 'dynamodb:LeadingKeys': `${state}-md5` }],
      );
    });

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

/** Questions about one resource, with the names of the actions in one text. */
const on = (resource: string, actions: string, keys: Claims = {}): Ask[] =>
  actions.split(' ').map((action): Ask => [action, resource, keys]);

const SCOPE = {
  environment: 'dev',
  account: ACCOUNT,
  region: REGION,
  stateBucket: { bucket: BUCKET.slice(13), region: REGION, lockTable: 'petclinic-terraform-locks' },
};
/** Calls of a plan, and of the nightly drift check. */
export const PLANNING: Ask[] = [
  ...planCalls(SCOPE).flatMap(({ actions, resource, through: service }) =>
    actions.map((action): Ask => [
      action,
      resource,
      service === undefined ? {} : { 'kms:ViaService': service },
    ]),
  ),
  // The nightly look at the models among them.
  ...on('*', 'bedrock:GetFoundationModel bedrock:GetFoundationModelAvailability ec2:DescribeRegions'),
];
/** Reads of data, which no plan needs. */
export const DATA: Ask[] = [
  ...on(
    '*',
    'ec2:GetConsoleOutput logs:FilterLogEvents logs:GetLogObject logs:GetQueryResults logs:ListAnomalies pi:GetDimensionKeyDetails rds:DownloadDBLogFilePortion ssm:GetCommandInvocation wafv2:GetSampledRequests xray:ListRetrievedTraces',
  ),
  ['secretsmanager:GetSecretValue', secret('db/users/vets')],
  ['kms:Decrypt', KEY],
  ['kms:Decrypt', KEY, through('ssm')],
  ...on(SESSIONS, 'dynamodb:PartiQLSelect dynamodb:Scan'),
  ['dynamodb:GetRecords', `${SESSIONS}/stream/1`],
  ['s3:GetObject', `arn:aws:s3:::petclinic-dev-archive-${ACCOUNT}-${REGION}/a`],
  ...on(`${BUCKET}/plans/dev/a`, 's3:GetObject s3:GetObjectVersion'),
];
/** Calls of a plan of the account's stacks, recorded on the emulator, as far as no environment makes them. */
export const ACCOUNT_CALLS = on(
  '*',
  'access-analyzer:GetAnalyzer config:DescribeConfigRules config:DescribeConfigurationRecorderStatus config:DescribeConfigurationRecorders config:DescribeDeliveryChannels config:ListTagsForResource iam:GetOpenIDConnectProvider iam:GetPolicy iam:GetPolicyVersion',
);
/** Changes that applying makes and planning does not. */
export const CHANGES: Ask[] = [
  ['ec2:CreateVpc', '*'],
  ['iam:CreateRole', DEV_ROLE, boundary('petclinic-dev-boundary')],
  ['s3:PutObject', `${BUCKET}/petclinic/dev/network.tfstate`],
  ['dynamodb:PutItem', LOCKS],
  ['kms:GenerateDataKey', KEY, { ...through('s3'), 'kms:ResourceAliases': 'alias/petclinic-dev-data' }],
];
/** Calls of the provider on roles and instance profiles, with the boundary where one is given rights. */
const ROLE_CALLS: Ask[] = [
  ...on(
    DEV_ROLE,
    'iam:AttachRolePolicy iam:CreateRole iam:PutRolePermissionsBoundary iam:PutRolePolicy',
    boundary('petclinic-dev-boundary'),
  ),
  ...on(
    DEV_ROLE,
    'iam:DeleteRole iam:DeleteRolePolicy iam:DetachRolePolicy iam:ListInstanceProfilesForRole iam:TagRole iam:UntagRole iam:UpdateAssumeRolePolicy iam:UpdateRole iam:UpdateRoleDescription',
  ),
  ...on(
    DEV_ROLE.replace(':role/', ':instance-profile/'),
    'iam:AddRoleToInstanceProfile iam:CreateInstanceProfile iam:DeleteInstanceProfile iam:RemoveRoleFromInstanceProfile iam:TagInstanceProfile iam:UntagInstanceProfile',
  ),
];
/** Actions that applying takes, destroying included, but for handing roles to services. */
export const APPLYING: Ask[] = [
  ...CHANGES,
  ...ROLE_CALLS,
  ...on(
    '*',
    'apigateway:DELETE ec2:GetSecurityGroupsForVpc elasticloadbalancing:CreateLoadBalancer iam:CreateServiceLinkedRole servicediscovery:TagResource',
  ),
  ['s3:DeleteObjectVersion', `arn:aws:s3:::petclinic-dev-archive-${ACCOUNT}-${REGION}/a`],
  ['dynamodb:PutItem', LOCKS, { 'dynamodb:LeadingKeys': `${BUCKET.slice(13)}/petclinic/dev/a.tfstate-md5` }],
  ['s3:GetObject', `${BUCKET}/plans/dev/a`],
];
/** Operations of IAM on users, and on what they log in with. */
const USER_CALLS = Object.keys(iam)
  .filter((name) =>
    /(?:AccessKey|AccountAlias|ChangePassword|Group|LoginProfile|MFADevice|PasswordPolicy|ServiceSpecificCredential|SigningCertificate|SSHPublicKey|User).*Command$/.test(
      name,
    ),
  )
  .map((name): Ask => [name.replace(/^(.*)Command$/, 'iam:$1'), '*']);
/** Calls that no role that applies may make, whatever rights somebody gives it. */
export const BOUNDED: Ask[] = [
  ...USER_CALLS,
  ['s3:GetObject', `${BUCKET}/plans/prod/a`],
  ['iam:CreateRole', DEV_ROLE],
  ['iam:CreateRole', DEV_ROLE, boundary('petclinic-prod-boundary')],
  ['iam:DeleteRolePermissionsBoundary', DEV_ROLE],
  ['iam:UpdateAssumeRolePolicy', `arn:aws:iam::${ACCOUNT}:role/petclinic/ci/petclinic-dev-apply`],
  ['iam:CreatePolicyVersion', `arn:aws:iam::${ACCOUNT}:policy/petclinic/ci/petclinic-dev-boundary`],
  ['s3:PutObject', `${BUCKET}/petclinic/prod/network.tfstate`],
  ['s3:PutObject', `${BUCKET}/petclinic/state-backend.tfstate`],
  ...on(
    `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    'iam:DeleteOpenIDConnectProvider iam:AddClientIDToOpenIDConnectProvider',
  ),
  ['iam:CreateSAMLProvider', `arn:aws:iam::${ACCOUNT}:saml-provider/mine`],
  ...on(
    `${BUCKET}/petclinic/prod/network.tfstate`,
    's3:GetObject s3:GetObjectVersion s3:DeleteObject s3:DeleteObjectVersion',
  ),
  ...on(
    BUCKET,
    's3:DeleteBucket s3:DeleteBucketPolicy s3:PutBucketPolicy s3:PutBucketVersioning s3:PutEncryptionConfiguration s3:PutLifecycleConfiguration',
  ),
  ...on(LOCKS, 'dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem', {
    'dynamodb:LeadingKeys': `${BUCKET.slice(13)}/petclinic/prod/a.tfstate`,
  }),
  ...on(
    LOCKS,
    'dynamodb:CreateBackup dynamodb:DeleteTable dynamodb:PartiQLDelete dynamodb:PutResourcePolicy dynamodb:Scan dynamodb:TagResource dynamodb:UntagResource dynamodb:UpdateTable',
  ),
  ...on(
    KEY,
    'kms:CreateGrant kms:DeleteAlias kms:DisableKey kms:PutKeyPolicy kms:ScheduleKeyDeletion kms:TagResource kms:UntagResource kms:UpdateAlias',
    {
      'kms:ResourceAliases': 'alias/petclinic-terraform-state',
    },
  ),
];
/** Calls that no role of CI may make. */
export const NOBODYS: Ask[] = [
  // Those that plan read.
  ...BOUNDED.filter(([action]) => !/:(Get|List|Query|Scan)/.test(action)),
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
