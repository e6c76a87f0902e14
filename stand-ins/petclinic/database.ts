import { createConnection, Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from './settings';

/** Age in ms from which a connection has to prove that it lives before it is used. HikariCP's. */
const UNPROVEN_AFTER = 500;

/** Milliseconds between two tries to open a connection. */
const RETRY_AFTER = 250;

export type Row = Readonly<Record<string, string | number | null>>;

export interface Database {
  rows(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** @returns the id that the database gave, or 0 */
  write(sql: string, values: readonly unknown[]): Promise<number>;
  end(): Promise<void>;
}

interface Pooled {
  readonly connection: Connection;
  usedAt: number;
}

/** TLS of Connector/J's `sslMode`. https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-security.html */
const tls = (mode: string): object =>
  mode === 'DISABLED'
    ? {}
    : { ssl: { rejectUnauthorized: mode.startsWith('VERIFY'), verifyIdentity: mode === 'VERIFY_IDENTITY' } };

/** Rejects when the work takes longer than `milliseconds`; 0 waits for ever. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  if (milliseconds === 0) return work;
  const timer = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer within ${milliseconds} ms`);
  });
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

/**
 * Connections that are kept, opened and given up as HikariCP does: a request waits for one no longer than the connection
 * timeout, and one that does not answer in time is closed.
 *
 * @see https://github.com/brettwooldridge/HikariCP
 */
export class Pool implements Database {
  private readonly idle: Pooled[] = [];
  private readonly waiting: (() => void)[] = [];
  private open = 0;

  constructor(private readonly source: DataSource) {}

  async rows(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const [rows] = await this.use((connection) => connection.query<RowDataPacket[]>(sql, [...values]));
    return rows;
  }

  async write(sql: string, values: readonly unknown[]): Promise<number> {
    const [header] = await this.use((connection) => connection.query<ResultSetHeader>(sql, [...values]));
    return header.insertId;
  }

  async end(): Promise<void> {
    await Promise.allSettled(this.idle.splice(0).map(({ connection }) => within(500, connection.end())));
  }

  private async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const pooled = await this.acquire();
    try {
      const result = await within(this.source.socketTimeout, work(pooled.connection));
      this.release(pooled);
      return result;
    } catch (error) {
      // An error that the server told leaves the connection as it was.
      if (typeof (error as { errno?: unknown }).errno === 'number' && !(error as { fatal?: boolean }).fatal) {
        this.release(pooled);
      } else {
        this.discard(pooled);
      }
      throw error;
    }
  }

  private async acquire(): Promise<Pooled> {
    const { connectionTimeout, poolSize } = this.source;
    const deadline = Date.now() + connectionTimeout;
    let cause: unknown;
    while (Date.now() < deadline) {
      const pooled = this.idle.pop();
      if (pooled !== undefined) {
        if (await this.lives(pooled)) return pooled;
        this.discard(pooled);
      } else if (this.open < poolSize) {
        this.open += 1;
        try {
          return { connection: await within(deadline - Date.now(), this.connect()), usedAt: Date.now() };
        } catch (error) {
          this.open -= 1;
          cause = error;
          await sleep(Math.min(RETRY_AFTER, Math.max(0, deadline - Date.now())));
        }
      } else {
        const turn = new Promise<void>((resolve) => this.waiting.push(resolve));
        await within(deadline - Date.now(), turn).catch(() => undefined);
      }
    }
    throw new Error(`no connection within ${connectionTimeout} ms`, { cause });
  }

  private async connect(): Promise<Connection> {
    const { host, port, user, password, database, sslMode, connectTimeout } = this.source;
    const connection = await createConnection({
      ...{ host, port, user, password, database, ...tls(sslMode) },
      // 0 would be the driver's ten seconds.
      connectTimeout: connectTimeout === 0 ? 2 ** 31 - 1 : connectTimeout,
      charset: 'utf8mb4',
      dateStrings: true,
    });
    // Told again by the statement that fails.
    connection.on('error', () => undefined);
    return connection;
  }

  private async lives({ connection, usedAt }: Pooled): Promise<boolean> {
    if (Date.now() - usedAt < UNPROVEN_AFTER) return true;
    return within(this.source.validationTimeout, connection.ping()).then(
      () => true,
      () => false,
    );
  }

  private release(pooled: Pooled): void {
    pooled.usedAt = Date.now();
    this.idle.push(pooled);
    this.waiting.shift()?.();
  }

  private discard({ connection }: Pooled): void {
    connection.destroy();
    this.open -= 1;
    this.waiting.shift()?.();
  }
}
