/**
 * Whether the `state-backend` stack makes the identity provider of GitHub in the account, or the account has it already.
 * AWS takes one for each address, so with `create` it refuses a second one: docs/runbooks/ci-identity.md.
 */
export const githubProvider: 'create' | 'existing' = 'create';
