import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { LIVE_ALIAS } from '../../lib/live-alias';
import { PythonFunction } from './python-function';

export interface LiveAliasProps {
  readonly lambda: PythonFunction;
  /** What the function cannot work without, such as the rules that let it out. Callers come after it. */
  readonly needs: readonly ITerraformDependable[];
}

/**
 * The name under which others call a function. It moves to a new version once that is published, so a caller never meets
 * new code with an old configuration; to go back is to set it to an earlier version.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
 */
export class LiveAlias extends Construct {
  readonly name: string;
  readonly arn: string;
  /** What the integration of an API calls. */
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
