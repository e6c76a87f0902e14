import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct } from 'constructs';

/** Issuer of GitHub's tokens. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** Audience of the tokens, which `aws-actions/configure-aws-credentials` requests. */
export const AUDIENCE = 'sts.amazonaws.com';

/** Returns the ARN of GitHub's identity provider in an account, which ends in the issuer. */
export const githubProviderArn = (accountId: string): string =>
  `arn:aws:iam::${accountId}:oidc-provider/${GITHUB_ISSUER}`;

/**
 * Lets roles of the account trust tokens that GitHub issues to workflows. An account has one.
 *
 * It has no thumbprint: AWS trusts GitHub's certificate by its own list of authorities, and the provider demands none since
 * its version 5.81.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export class GithubProvider extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const provider = new IamOpenidConnectProvider(this, 'provider', {
      url: `https://${GITHUB_ISSUER}`,
      clientIdList: [AUDIENCE],
    });
    this.arn = provider.arn;
  }
}
