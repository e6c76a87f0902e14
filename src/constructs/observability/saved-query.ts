import { CloudwatchQueryDefinition } from '@cdktf/provider-aws/lib/cloudwatch-query-definition';
import { Construct } from 'constructs';

export interface SavedQueryProps {
  /** Slashes make folders in the console. */
  readonly name: string;
  readonly logGroups: readonly string[];
  /** In the language of Logs Insights. */
  readonly query: string;
}

/**
 * A query that an operator finds under the saved ones of Logs Insights.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 */
export class SavedQuery extends Construct {
  constructor(scope: Construct, id: string, { name, logGroups, query }: SavedQueryProps) {
    super(scope, id);
    new CloudwatchQueryDefinition(this, 'query', {
      name,
      logGroupNames: [...logGroups],
      queryString: query,
    });
  }
}
