import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { LIVE_ALIAS } from '../../lib/naming';
import { PythonFunction } from './python-function';

export interface LiveAliasProps {
  readonly lambda: PythonFunction;
  /**
   * Resources that the function needs to work, such as its outbound rules. The alias, and so its callers, comes after
   * them.
   */
  readonly needs: readonly ITerraformDependable[];
}

/**
 * The alias under which others call a function. It moves to a new version once that is published, so a caller never
 * meets new code with an old configuration. Earlier versions stay for a rollback.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
 */
export class LiveAlias extends Construct {
  readonly name: string;
  readonly arn: string;
  /** ARN that an API Gateway integration calls. */
  readonly invokeArn: string;

  constructor(scope: Construct, id: string, { lambda, needs }: LiveAliasProps) {
    super(scope, id);
    const alias = new LambdaAlias(this, 'alias', {
      name: LIVE_ALIAS,
      description: 'The version that callers get',
      functionName: lambda.name,
      functionVersion: lambda.version,
      dependsOn: [...lambda.ready, ...needs],
    });
    this.name = alias.name;
    this.arn = alias.arn;
    this.invokeArn = alias.invokeArn;
  }
}
