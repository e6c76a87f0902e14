import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import { dashboardBody } from './dashboard/body';
import { Widget } from './dashboard/grid';

export interface DashboardProps {
  readonly name: string;
  /** Rows of widgets, from top to bottom, each from left to right. */
  readonly rows: readonly (readonly Widget[])[];
}

/**
 * A CloudWatch dashboard. Its body is JSON that may hold references to single values, such as the ARN of an alarm; a reference
 * to a list would break it.
 *
 * @throws when the rows are more than CloudWatch takes
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, rows }: DashboardProps) {
    super(scope, id);
    new CloudwatchDashboard(this, 'dashboard', { dashboardName: name, dashboardBody: dashboardBody(rows) });
  }
}
