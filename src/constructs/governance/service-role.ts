import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { byKey, Keyed } from '../../lib/keyed';
import { BaseStack } from '../../core/base-stack';
import { Conditions, policyDocument, Statement, trustPolicy } from '../../core/policy-document';

type SourceArn = (region: string, accountId: string) => string;
type Source = SourceArn | 'account' | undefined;

/** No source condition: Lambda and EC2 document no source when they assume a role, and a condition might break it. */
const UNDOCUMENTED = undefined;

/** Source condition on the account alone: a service that documents no ARN for roles may send none. */
const ACCOUNT = 'account';

/**
 * The source a service names when it assumes a role, as an ARN pattern, where its documentation says that it does.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const SOURCE = {
  /** The ARNs of AWS Backup are documented for the policies of topics and keys only. @see https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-service-confused-deputy-prevention.html */
  'backup.amazonaws.com': ACCOUNT,
  /** @see https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html */
  'config.amazonaws.com': (region, accountId) => `arn:aws:config:${region}:${accountId}:*`,
  'ec2.amazonaws.com': UNDOCUMENTED,
  /** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
  'ecs-tasks.amazonaws.com': (region, accountId) => `arn:aws:ecs:${region}:${accountId}:*`,
  'lambda.amazonaws.com': UNDOCUMENTED,
  /** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html */
  'monitoring.rds.amazonaws.com': (region, accountId) => `arn:aws:rds:${region}:${accountId}:db:*`,
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
  'vpc-flow-logs.amazonaws.com': (region, accountId) => `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*`,
} as const satisfies Record<string, Source>;

export interface ServiceRoleProps {
  readonly name: string;
  readonly description: string;
  /** AWS service that assumes the role. */
  readonly service: keyof typeof SOURCE;
  readonly statements: readonly Statement[];
  /** ARNs of AWS managed policies, by kebab-case key, for services that read more as AWS grows. @default none */
  readonly managedPolicies?: Keyed<string>;
}

/** A role that one AWS service assumes, for this account only, with exactly the rights of its statements. */
export class ServiceRole extends Construct {
  readonly arn: string;
  readonly name: string;
  /** Policies of the role. A dependent is made once the role has its rights, and is gone before it loses them. */
  readonly rights: ITerraformDependable;

  constructor(scope: Construct, id: string, { service, ...props }: ServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: props.name,
      description: props.description,
      assumeRolePolicy: trustPolicy(service, sourceConditions(service, BaseStack.of(this))),
    });
    const attachments = byKey(props.managedPolicies ?? {}).map(
      ([key, policyArn]) => new IamRolePolicyAttachment(this, key, { role: role.name, policyArn }),
    );
    this.rights = new IamRolePolicy(this, 'policy', {
      name: props.name,
      role: role.id,
      policy: policyDocument(...props.statements),
      dependsOn: attachments,
    });
    this.arn = role.arn;
    this.name = role.name;
  }
}

function sourceConditions(
  service: keyof typeof SOURCE,
  { accountId, region }: BaseStack,
): Conditions | undefined {
  const source: Source = SOURCE[service];
  return source === undefined
    ? undefined
    : {
        StringEquals: { 'aws:SourceAccount': accountId },
        ...(source === ACCOUNT ? {} : { ArnLike: { 'aws:SourceArn': source(region, accountId) } }),
      };
}
