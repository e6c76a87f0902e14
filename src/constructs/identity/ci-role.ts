import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { policyDocument, Statement } from '../../core/policy-document';
import { CI_PATH } from '../../lib/ci-names';
import { byKey, Keyed } from '../../lib/keyed';

export interface CiRoleProps {
  readonly name: string;
  readonly description: string;
  /** JSON of the trust policy. */
  readonly trust: string;
  /** What it may do, by kebab-case key; each becomes a policy `<name>-<key>`. At most ten. */
  readonly rights: Keyed<readonly Statement[]>;
  /** @default none: only for a role that can change nothing */
  readonly permissionsBoundary?: string;
  /**
   * How long credentials of the role are good at most, 3600 to 43200. Nothing renews them within a step of a workflow, so
   * it is how long Terraform may take.
   *
   * @default 3600
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
   */
  readonly sessionSeconds?: number;
}

/**
 * A role for workflows. Its rights are managed policies: an inline policy has 10,240 characters for all of them, a managed
 * one 6,144 each.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export class CiRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CiRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: props.name,
      path: CI_PATH,
      description: props.description,
      assumeRolePolicy: props.trust,
      maxSessionDuration: props.sessionSeconds ?? 3600,
      permissionsBoundary: props.permissionsBoundary,
    });
    for (const [key, statements] of byKey(props.rights)) {
      const policy = new IamPolicy(this, `${key}-policy`, {
        name: `${props.name}-${key}`,
        path: CI_PATH,
        policy: policyDocument(...statements),
      });
      new IamRolePolicyAttachment(this, key, { role: role.name, policyArn: policy.arn });
    }
    this.arn = role.arn;
  }
}
