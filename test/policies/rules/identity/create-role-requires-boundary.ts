import { Rule } from '../../rule';
import { findingsInAllows } from '../../support/documents';
import { demanded, isAbout } from '../../support/statements';

/** Actions that give a role rights. */
const GIVES = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
];

/** Actions that lead around a boundary, whatever they are about. */
const AROUND = [
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateOpenIDConnectProvider',
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:CreateUser',
  'iam:DeleteRolePermissionsBoundary',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
];

export const rule: Rule = {
  reason: 'Whoever makes roles and hands them to a service has every right that such a role can be given.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
  check: (estate) => {
    const boundaries = estate
      .policyDocuments()
      .filter(({ kind }) => kind === 'boundary')
      .map(({ resource }) => estate.arn(resource));
    return findingsInAllows(estate, ['identity'], (statement) => {
      const required = demanded(statement, 'iam:PermissionsBoundary');
      const isBounded = required.length > 0 && required.every((arn) => boundaries.includes(arn));
      return [
        ...GIVES.filter((action) => isAbout(statement, action) && !isBounded).map(
          (action) => `${action} without iam:PermissionsBoundary of a boundary of ours`,
        ),
        ...AROUND.filter((action) => isAbout(statement, action)).map(
          (action) => `${action} leads around the boundary`,
        ),
      ];
    });
  },
};
