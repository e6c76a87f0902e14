import { LogConfiguration } from '@aws-sdk/client-ecs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { LogWriter } from '../logs/writer';
import { StartFailure } from './definition';

/** Writes the lines of a container's output somewhere. */
export type LineSink = (output: Readable) => void;

/**
 * Opens the stream of a container in its log group.
 *
 * @param service ARN of the task's service, in whose account the log group is
 * @param names of container and task
 * @returns undefined for a container that writes no log to CloudWatch
 * @throws StartFailure when the log group is not there
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export async function openLogStream(
  logs: LogWriter,
  service: string,
  { logDriver, options = {} }: LogConfiguration,
  ...names: readonly string[]
): Promise<LineSink | undefined> {
  if (logDriver !== 'awslogs') return undefined;
  const [, partition = '', , region = '', account = ''] = service.split(':');
  const place = `arn:${partition}:logs:${options['awslogs-region'] ?? region}:${account}`;
  const group = `${place}:log-group:${options['awslogs-group'] ?? ''}`;
  const stream = [options['awslogs-stream-prefix'], ...names].filter(Boolean).join('/');
  await logs.openStream(group, stream).catch((error: unknown) => {
    const { name, message } = error as Error;
    throw new StartFailure(
      `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${name}: ${message}`,
    );
  });
  return (output) => {
    createInterface({ input: output }).on('line', (line) => {
      if (line !== '') logs.event(group, stream, line);
    });
  };
}
