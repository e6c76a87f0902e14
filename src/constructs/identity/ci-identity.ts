import { Construct } from 'constructs';
import {
  APPLY_WORKFLOW,
  applyRoleName,
  boundaryName,
  ciPath,
  PLAN_ROLE,
  PLAN_WORKFLOWS,
  PULL_REQUEST_ROLE,
} from '../../lib/ci-names';
import { applyDenials, applyRights } from './apply-rights';
import { CiRole, CiRoleProps } from './ci-role';
import { GithubProvider, githubProviderArn } from './github-provider';
import { githubTrust, TrustedRepository } from './github-trust';
import { ACCOUNT_STATES, CiScope, dataDenials, planRights, planStorage } from './plan-rights';

/** Longest session in seconds. An apply that makes databases exceeds an hour. Its job asks for all, and ends before. */
export const APPLY_SESSION_SECONDS = 7200;

export interface CiIdentityProps extends CiScope {
  readonly repository: TrustedRepository;
  /** Makes GitHub's identity provider, or uses the one that the account has. */
  readonly githubProvider: 'create' | 'existing';
  /** IAM path below which the account's roles lie. @default '/petclinic/' */
  readonly rolePath?: string | undefined;
  /** ARN of the boundary of every role, where the account has one. @default one for each role, made here */
  readonly boundary?: string | undefined;
}

/**
 * The identity of GitHub's workflows in an account. Two roles plan: one for pull requests, whose code nobody has read yet,
 * and one for the deployed branch, which also leaves plans to apply. A role for each environment applies it, for jobs of
 * the GitHub environment of its name.
 */
export class CiIdentity extends Construct {
  constructor(scope: Construct, id: string, props: CiIdentityProps) {
    super(scope, id);
    const { accountId, repository, environments, stateBucket, githubProvider, rolePath, boundary } = props;
    const providerArn =
      githubProvider === 'create' ? new GithubProvider(this, 'github').arn : githubProviderArn(accountId);
    const trust = (run: Parameters<typeof githubTrust>[2]): string =>
      githubTrust(providerArn, repository, run);
    const role = (key: string, role: Omit<CiRoleProps, 'path' | 'boundary'>, name: string): void => {
      new CiRole(this, key, {
        ...role,
        path: ciPath(rolePath),
        boundary: boundary === undefined ? { name } : { arn: boundary },
      });
    };

    role(
      'pull-request',
      {
        managedPolicy: 'ReadOnlyAccess',
        limits: dataDenials(props),
        name: PULL_REQUEST_ROLE,
        description: 'Pull requests plan the environments of the account, and write nothing',
        trust: trust({ subject: 'pull_request' }),
        rights: planRights(props),
      },
      `${PULL_REQUEST_ROLE}-boundary`,
    );
    role(
      'plan',
      {
        managedPolicy: 'ReadOnlyAccess',
        limits: dataDenials(props, ACCOUNT_STATES),
        name: PLAN_ROLE,
        description:
          'The deployed branch plans the environments of the account, and leaves the plans to apply',
        trust: trust({ subject: `ref:refs/heads/${repository.branch}`, workflows: PLAN_WORKFLOWS }),
        rights: [...planRights(props), ...planStorage(props)],
      },
      `${PLAN_ROLE}-boundary`,
    );
    for (const { name: environment } of environments) {
      const applying = { accountId, environment, stateBucket, rolePath, boundary };
      role(
        `${environment}-apply`,
        {
          name: applyRoleName(environment),
          description: `Jobs of the GitHub environment ${environment} apply and destroy its stacks`,
          trust: trust({ subject: `environment:${environment}`, workflows: [APPLY_WORKFLOW] }),
          managedPolicy: 'PowerUserAccess',
          rights: applyRights(applying),
          limits: applyDenials(applying),
          sessionSeconds: APPLY_SESSION_SECONDS,
        },
        boundaryName(environment),
      );
    }
  }
}
