import { AccessanalyzerAnalyzer } from '@cdktf/provider-aws/lib/accessanalyzer-analyzer';
import { Construct } from 'constructs';

export interface AccessAnalyzerProps {
  readonly name: string;
}

/**
 * Finds buckets, keys, roles, secrets, functions, topics and more that somebody outside the account may reach, in its
 * region. AWS takes one analyzer of this kind for an account and a region, without charge.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-quotas.html
 */
export class AccessAnalyzer extends Construct {
  constructor(scope: Construct, id: string, { name }: AccessAnalyzerProps) {
    super(scope, id);
    new AccessanalyzerAnalyzer(this, 'analyzer', { analyzerName: name, type: 'ACCOUNT' });
  }
}
