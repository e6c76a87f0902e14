import {
  CloudWatchLogsClient,
  FilteredLogEvent,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsPlace } from '../model/aws/read';

/** Names of all log groups. */
export async function logGroups(place: AwsPlace): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateDescribeLogGroups({ client: new CloudWatchLogsClient(place) }, {});
  for await (const { logGroups: found = [] } of pages)
    names.push(...found.map((one) => one.logGroupName ?? ''));
  return names.sort();
}

/** Events of a log group in the order of their times. @param startTime of the first, in ms since 1970 */
export async function logEvents(
  place: AwsPlace,
  logGroupName: string,
  startTime: number,
): Promise<FilteredLogEvent[]> {
  const found: FilteredLogEvent[] = [];
  const client = new CloudWatchLogsClient(place);
  for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName, startTime }))
    found.push(...events);
  return found.sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
}

/** Event as a line. */
export const logLine = ({ timestamp = 0, message = '' }: FilteredLogEvent): string =>
  `${new Date(timestamp).toISOString()} ${message.trim()}`;
