/**
 * Source of GitHub's identity provider: the `state-backend` stack creates it, or the account already has one. AWS
 * allows one for each address, so `create` fails where one exists: docs/runbooks/ci-identity.md.
 */
export const githubProvider: 'create' | 'existing' = 'create';
