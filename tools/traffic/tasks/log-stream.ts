import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { LogConfiguration } from '@aws-sdk/client-ecs';
import { Readable } from 'node:stream';
import { ClientPlace } from '../../support/emulator-place';
import { StartFailure } from './definition';

/** Milliseconds for which lines are gathered before they are sent. */
const GATHER = 500;

/** Lines that wait to be sent at most; later ones are dropped, as in the mode `non-blocking`. */
const MOST = 5_000;

/** Writes the lines of a container's output somewhere. */
export type LineSink = (output: Readable) => void;

/**
 * Opens the stream of a container in its log group.
 *
 * @returns undefined for a container that writes no log to CloudWatch
 * @throws StartFailure when the log group is not there
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export async function openLogStream(
  place: ClientPlace,
  { logDriver, options = {} }: LogConfiguration,
  container: string,
  taskId: string,
): Promise<LineSink | undefined> {
  if (logDriver !== 'awslogs') return undefined;
  const client = new CloudWatchLogsClient({
    ...place,
    region: options['awslogs-region'] ?? place.region,
  });
  const logGroupName = options['awslogs-group'] ?? '';
  const logStreamName = [options['awslogs-stream-prefix'], container, taskId].filter(Boolean).join('/');
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName })).catch((error: unknown) => {
    const { name, message } = error as Error;
    throw new StartFailure(
      `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${name}: ${message}`,
    );
  });
  let waiting: { timestamp: number; message: string }[] = [];
  const send = async (): Promise<void> => {
    const logEvents = waiting;
    waiting = [];
    await client
      .send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }))
      .catch(() => undefined);
  };
  return (output) => {
    let rest = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      const events = lines
        .filter((line) => line !== '')
        .map((message) => ({ timestamp: Date.now(), message }));
      if (events.length === 0) return;
      if (waiting.length === 0) setTimeout(() => void send(), GATHER);
      waiting.push(...events.slice(0, Math.max(0, MOST - waiting.length)));
    });
  };
}
