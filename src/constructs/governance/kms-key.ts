import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey as AwsKmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { policyDocument, Statement } from '../../core/policy-document';

/**
 * Actions on the key itself that its account keeps. Without `kms:PutKeyPolicy` for the account, nobody could ever
 * change the policy again, and AWS refuses the key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

/** Actions that encrypting and decrypting take. */
export const KEY_USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Right to use a key through a service, for whoever has rights on what the service encrypts with it. */
export const keyThrough = (
  sid: string,
  service: string,
  { region }: { readonly region: string },
  keyArn: string,
  actions: readonly string[] = ['kms:Decrypt'],
): Statement => ({
  sid,
  actions,
  resources: [keyArn],
  conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
});

/** The key itself, as its own policy names it: the policy cannot hold the ARN of its key. */
export const THIS_KEY = ['*'];

export interface KmsKeyProps {
  /** Alias of the key, beginning with `alias/`. */
  readonly alias: string;
  readonly description: string;
  /**
   * Services such as `s3` through which principals of the account use the key, with the rights their own policies give.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   */
  readonly usedThrough?: readonly string[];
  /**
   * Services that keep the right to use the key for a resource of theirs, by a grant that ends with the resource.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
   */
  readonly grantedThrough?: readonly string[];
  /** Statements for services that use the key on their own, and not for a principal of the account. */
  readonly statements?: readonly Statement[];
  /** Days between the request to delete the key and its end, 7 to 30: the time to notice a mistake. */
  readonly deletionWindowDays: number;
}

/** A symmetric key that rotates every year, with an alias, and a policy that lets only the named services use it. */
export class KmsKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: KmsKeyProps) {
    super(scope, id);
    const key = new AwsKmsKey(this, 'key', {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowDays,
      policy: policyDocument(...keyStatements(props, BaseStack.of(this))),
      tags: { Name: props.alias },
    });
    new KmsAlias(this, 'alias', { name: props.alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

function keyStatements(props: KmsKeyProps, { accountId, region }: BaseStack): Statement[] {
  const { usedThrough = [], grantedThrough = [], statements = [] } = props;
  const account = { aws: `arn:aws:iam::${accountId}:root` };
  const through = (services: readonly string[]): Record<string, string | string[]> => ({
    'kms:CallerAccount': accountId,
    'kms:ViaService': services.map((service) => `${service}.${region}.amazonaws.com`),
  });
  const administration: Statement = {
    sid: 'AccountAdministersKey',
    principal: account,
    actions: ADMINISTRATION,
    resources: THIS_KEY,
  };
  const use: Statement = {
    sid: 'AccountUsesKeyThroughServices',
    principal: account,
    actions: KEY_USE,
    resources: THIS_KEY,
    conditions: { StringEquals: through(usedThrough) },
  };
  const grant: Statement = {
    sid: 'ServicesKeepKeyByGrant',
    principal: account,
    actions: ['kms:CreateGrant'],
    resources: THIS_KEY,
    conditions: {
      StringEquals: through(grantedThrough),
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    },
  };
  const retirement: Statement = {
    // Apart, since kms:GrantIsForAWSResource is not known to it. ECR needs it to delete a repository:
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
    sid: 'ServicesRetireTheirGrants',
    principal: account,
    actions: ['kms:RetireGrant'],
    resources: THIS_KEY,
    conditions: { StringEquals: through(grantedThrough) },
  };
  return [
    administration,
    ...(usedThrough.length > 0 ? [use] : []),
    ...(grantedThrough.length > 0 ? [grant, retirement] : []),
    ...statements,
  ];
}
