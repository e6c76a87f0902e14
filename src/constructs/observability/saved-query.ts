import { CloudwatchQueryDefinition } from '@cdktf/provider-aws/lib/cloudwatch-query-definition';
import { Construct } from 'constructs';

export interface SavedQueryProps {
  /** Name of the query. Slashes make folders in the console. */
  readonly name: string;
  readonly logGroups: readonly string[];
  /** Query in the language of Logs Insights. */
  readonly query: string;
}

/**
 * A saved query of Logs Insights.
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
