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
  /** Rights by kebab-case key, at most ten; each becomes a policy `<name>-<key>`. */
  readonly rights: Keyed<readonly Statement[]>;
  /** ARN of the boundary. @default none: only for a role that can change nothing */
  readonly permissionsBoundary?: string;
  /**
   * Maximum session in seconds, 3600 to 43200. No step of a workflow renews its credentials, so Terraform may take no
   * longer.
   *
   * @default 3600
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
   */
  readonly sessionSeconds?: number;
}

/**
 * A role for workflows. Its rights are managed policies: inline policies share 10,240 characters, and a managed one has
 * 6,144 for itself.
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
