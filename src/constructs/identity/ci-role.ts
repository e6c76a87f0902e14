import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { boundaryDocument, policyDocument, Statement } from '../../core/policy-document';

export interface CiRoleProps {
  readonly name: string;
  /** IAM path of role and boundary, such as `/petclinic/ci/`. */
  readonly path: string;
  readonly description: string;
  /** JSON of the trust policy. */
  readonly trust: string;
  /** Name of the policy of AWS that gives the role most of its rights. */
  readonly managedPolicy: 'PowerUserAccess' | 'ReadOnlyAccess';
  /** Rights that the policy of AWS lacks. */
  readonly rights: readonly Statement[];
  /** Denials, which make up the boundary. */
  readonly limits: readonly Statement[];
  /**
   * Name of the boundary to make, or ARN of one that the account has. Beside one of the account's, the denials stand among
   * the role's own policies.
   */
  readonly boundary: { readonly name: string } | { readonly arn: string };
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
 * A role for workflows: a policy of AWS, what that lacks, and a permissions boundary. The boundary allows whatever the
 * policies of the role do, but for its denials; so it keeps up with AWS as those policies do.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class CiRole extends Construct {
  constructor(scope: Construct, id: string, props: CiRoleProps) {
    super(scope, id);
    const { boundary, limits } = props;
    const role = new IamRole(this, 'role', {
      name: props.name,
      path: props.path,
      description: props.description,
      assumeRolePolicy: props.trust,
      maxSessionDuration: props.sessionSeconds ?? 3600,
      permissionsBoundary:
        'arn' in boundary
          ? boundary.arn
          : new IamPolicy(this, 'boundary', {
              name: boundary.name,
              path: props.path,
              policy: boundaryDocument(
                { sid: 'WhatPoliciesAllow', actions: ['*'], resources: ['*'] },
                ...limits,
              ),
            }).arn,
    });
    new IamRolePolicyAttachment(this, 'aws', {
      role: role.name,
      policyArn: `arn:aws:iam::aws:policy/${props.managedPolicy}`,
    });
    new IamRolePolicy(this, 'rights', {
      name: props.name,
      role: role.id,
      policy: policyDocument(...props.rights, ...('arn' in boundary ? limits : [])),
    });
  }
}
