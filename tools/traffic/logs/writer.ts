import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  InputLogEvent,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientsByArn } from '../../support/emulator-place';

/** Milliseconds for which lines are collected before they are written. */
const FLUSH_MS = 1_000;

/** Lines of one place that wait to be written at most; later ones are dropped. */
const MOST_WAITING = 5_000;

interface Batch<T> {
  readonly items: T[];
  readonly write: (items: readonly T[]) => Promise<unknown>;
}

interface Clients {
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
}

/** Writes log lines to CloudWatch Logs and to S3, together with those of the same second. */
export class LogWriter {
  readonly #clients: (arn: string) => Clients;
  readonly #streams = new Set<string>();
  #batches = new Map<string, Batch<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    endpoint: string,
    /** Takes the cause of lines that were lost. */
    private readonly onError: (message: string) => void,
  ) {
    this.#clients = clientsByArn(endpoint, (place) => ({
      logs: new CloudWatchLogsClient(place),
      s3: new S3Client({ ...place, forcePathStyle: true }),
    }));
  }

  /**
   * Makes a stream of a log group, by the group's ARN, unless it is there.
   *
   * @throws Error of the SDK, such as for a group that is not there
   */
  async openStream(group: string, stream: string): Promise<void> {
    if (this.#streams.has(`${group} ${stream}`)) return;
    const name = { logGroupName: group.split(':')[6], logStreamName: stream };
    await this.#clients(group)
      .logs.send(new CreateLogStreamCommand(name))
      .catch((error: unknown) => {
        if (!(error instanceof Error && error.name === 'ResourceAlreadyExistsException')) throw error;
      });
    this.#streams.add(`${group} ${stream}`);
  }

  /** Adds an event to a stream of a log group, by the group's ARN; a stream that is not there is made. */
  event(group: string, stream: string, message: string): void {
    const event: InputLogEvent = { timestamp: Date.now(), message };
    this.#add(`${group} ${stream}`, event, (events) => this.#putEvents(group, stream, events));
  }

  /**
   * Adds a line to the next object in a bucket; `<day>` and `<end>` in its key become those of its last line.
   *
   * @param writer ARN of the one who writes it
   */
  line(bucket: string, writer: string, key: string, line: string): void {
    this.#add(`${bucket} ${key}`, line, (lines) => this.#putObject(bucket, writer, key, lines));
  }

  #add<T>(place: string, item: T, write: Batch<T>['write']): void {
    const batch = (this.#batches.get(place) ?? { items: [], write }) as Batch<T>;
    if (batch.items.length < MOST_WAITING) batch.items.push(item);
    this.#batches.set(place, batch as Batch<unknown>);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes what was collected. Resolves when it is written or lost. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batches = this.#batches;
    this.#batches = new Map();
    this.#writing = this.#writing.then(async () => {
      for (const [place, { items, write }] of batches) {
        await write(items).catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          this.onError(`${String(items.length)} log lines for ${place} are lost: ${why}`);
        });
      }
    });
    return this.#writing;
  }

  async #putEvents(group: string, stream: string, logEvents: readonly InputLogEvent[]): Promise<void> {
    await this.openStream(group, stream);
    const name = { logGroupName: group.split(':')[6], logStreamName: stream };
    await this.#clients(group)
      .logs.send(new PutLogEventsCommand({ ...name, logEvents: [...logEvents] }))
      .catch((error: unknown) => {
        // The group may have been made anew since.
        this.#streams.delete(`${group} ${stream}`);
        throw error;
      });
  }

  #putObject(Bucket: string, writer: string, key: string, lines: readonly string[]): Promise<unknown> {
    const now = new Date().toISOString();
    const end = `${now.replace(/[-:]|\.\d+/g, '')}_127.0.0.1_${randomBytes(4).toString('hex')}`;
    const Key = key.replace('<day>', now.slice(0, 10).replaceAll('-', '/')).replace('<end>', end);
    return this.#clients(writer).s3.send(
      new PutObjectCommand({ Bucket, Key, Body: gzipSync(`${lines.join('\n')}\n`) }),
    );
  }
}
