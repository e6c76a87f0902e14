import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { Conditions, policyDocument, Statement, trustPolicy } from '../../core/policy-document';

/**
 * The source a service names when it assumes a role, as an ARN pattern, where its documentation says that it does.
 * Lambda and EC2 document none: a condition on them may keep the role from working, so they are not in this table.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const SOURCE_ARN = {
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
  'vpc-flow-logs.amazonaws.com': (region: string, accountId: string) =>
    `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*`,
} as const;

export interface ServiceRoleProps {
  readonly name: string;
  readonly description: string;
  /** Who assumes it. */
  readonly service: keyof typeof SOURCE_ARN;
  readonly region: string;
  readonly accountId: string;
  readonly statements: readonly Statement[];
}

/** A role that one AWS service assumes, for this account only, with exactly the rights of its statements. */
export class ServiceRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { region, accountId, service, ...props }: ServiceRoleProps) {
    super(scope, id);
    const source: Conditions = {
      StringEquals: { 'aws:SourceAccount': accountId },
      ArnLike: { 'aws:SourceArn': SOURCE_ARN[service](region, accountId) },
    };
    const role = new IamRole(this, 'role', {
      name: props.name,
      description: props.description,
      assumeRolePolicy: trustPolicy(service, source),
    });
    new IamRolePolicy(this, 'policy', {
      name: props.name,
      role: role.id,
      policy: policyDocument(...props.statements),
    });
    this.arn = role.arn;
  }
}
