import { findingsAt, Rule, unless } from '../../rule';

/** Characters that IAM accepts, white space apart. */
const TRUST_LIMIT = 2048;
const MANAGED_LIMIT = 6144;
const INLINE_LIMIT = 10240;

/** Managed policies that a role takes, unless AWS was asked for more. */
const ATTACHED_LIMIT = 10;

export const rule: Rule = {
  reason: 'IAM refuses longer policies, and only when Terraform applies them.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  check: (estate) => {
    const size = (address: string): number =>
      estate
        .policyDocuments()
        .filter(({ resource }) => resource.address === address)
        .reduce((sum, { json }) => sum + json.length, 0);
    const within = (limit: number, characters: number): string[] =>
      unless(characters <= limit, `${characters} characters; allowed: ${limit}`);
    const roles = estate.ofType('aws_iam_role');

    return [
      ...findingsAt(roles, ({ address }) => within(TRUST_LIMIT, size(address))),
      ...findingsAt(estate.ofType('aws_iam_policy'), ({ address }) => within(MANAGED_LIMIT, size(address))),
      ...findingsAt(roles, (role) => {
        const policies = estate.referringTo(role, 'role', 'aws_iam_role_policy');
        return within(
          INLINE_LIMIT,
          policies.reduce((sum, { address }) => sum + size(address), 0),
        ).map((problem) => `its inline policies together: ${problem}`);
      }),
      ...findingsAt(roles, (role) => {
        const attached = estate.referringTo(role, 'role', 'aws_iam_role_policy_attachment').length;
        return unless(
          attached <= ATTACHED_LIMIT,
          `${attached} policies are attached to it; allowed: ${ATTACHED_LIMIT}`,
        );
      }),
    ];
  },
};
