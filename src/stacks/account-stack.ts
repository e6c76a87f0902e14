import { Construct } from 'constructs';
import { Account } from '../config/account-groups';
import { Repository } from '../config/repository';
import { CiIdentity } from '../constructs/identity/ci-identity';
import { BaseStack } from '../core/base-stack';
import { keepStateInBucket, stateKey } from '../core/state';
import { NAME_PREFIX } from '../lib/name-prefix';

export interface AccountStackProps {
  readonly account: Account;
  /** The GitHub repository whose workflows may plan and apply. */
  readonly repository: Repository;
}

/**
 * Identity of CI and the boundary of all roles, once for an account: IAM is global, so a second region makes none of it
 * again. Applied by an administrator, before every environment.
 */
export class AccountStack extends BaseStack {
  constructor(scope: Construct, { account, repository }: AccountStackProps) {
    const { id, suffix, stateBucket, environments, settings } = account;
    const name = `account${suffix}`;
    super(scope, name, {
      region: stateBucket.region,
      account: id,
      tags: { ...settings.tags, Project: NAME_PREFIX, Stack: name, ManagedBy: 'terraform' },
    });
    keepStateInBucket(this, stateBucket, stateKey('account', 'account'));
    new CiIdentity(this, 'ci', {
      accountId: this.accountId,
      repository,
      githubProvider: settings.githubProvider,
      environments,
      stateBucket,
      rolePath: settings.rolePath,
      boundary: settings.boundary,
    });
  }
}
