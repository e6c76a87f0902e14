import { join } from 'node:path';
import { shortPath } from '../support/short-path';

/** The server behind an Aurora cluster, as `/_emulator/status` tells of it. */
interface Database {
  readonly cluster: string;
  readonly host: string;
  readonly port: number;
  readonly serves: boolean;
  /** Number of times that it died and was started again on its data. */
  readonly restarts: number;
}

async function databasesAt(endpoint: string): Promise<readonly Database[]> {
  const response = await fetch(`${endpoint}/_emulator/status`);
  return ((await response.json()) as { databases: readonly Database[] }).databases;
}

/** Databases that died or were restarted, one sentence each; empty when all is well. */
export async function databaseTrouble(endpoint: string): Promise<string[]> {
  return (await databasesAt(endpoint)).flatMap(({ cluster, serves, restarts }) => {
    if (!serves) return [`The database of ${cluster} died and is not up again: the emulator's log says why.`];
    if (restarts === 0) return [];
    return [
      `The database of ${cluster} died ${restarts === 1 ? 'once' : `${restarts} times`} and was started again on its data.`,
    ];
  });
}

/** Commands that connect a MySQL client to each database; empty without databases. */
export async function databaseClients(endpoint: string, home: string): Promise<string> {
  const ca = shortPath(join(home, 'moto', 'database-ca.pem'));
  const lines = (await databasesAt(endpoint)).map(
    ({ cluster, host, port }) => `  ${cluster}: mysql --host=${host} --port=${port} --ssl-ca=${ca}`,
  );
  return lines.length === 0
    ? ''
    : `\n\nThe databases, for a MySQL client of your own:\n\n${lines.join('\n')}`;
}
