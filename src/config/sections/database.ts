import { z } from 'zod';
import { isMaximumAcu, isMinimumAcu } from '../../lib/acu';
import { maxConnections, neededConnections } from '../../lib/aurora-connections';
import { allow, integer, strict, yesOrNo } from '../fields';
import type { ValidPart } from '../inspect';
import { refused, type Problem } from '../problem';
import type { Genai } from './genai';

export const databaseSchema = strict({
  /** Aurora capacity units. 0 lets an idle database pause, which needs that no service holds a connection. */
  minAcu: z.number(allow('0 to 256 in steps of 0.5')).refine(isMinimumAcu),
  maxAcu: z.number(allow('1 to 256 in steps of 0.5')).refine(isMaximumAcu),
  /** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html */
  backupRetentionDays: integer(1, 35),
  deletionProtection: yesOrNo(),
  /** Keeps a last snapshot when the database is destroyed. */
  finalSnapshot: yesOrNo(),
});

type Database = z.output<typeof databaseSchema>;

/** Settings of a service that determine how many database connections it needs. */
interface Connecting {
  readonly name?: string | undefined;
  readonly database?: object | undefined;
  readonly maxTasks?: number | undefined;
}

/** Checks that `maxAcu` offers the connections that all services need at their largest number of tasks. */
export function* connectionProblems(
  { maxAcu }: ValidPart<Database>,
  services: readonly Connecting[],
  { reservedConcurrency }: ValidPart<Genai>,
): Iterable<Problem> {
  if (maxAcu === undefined) return;
  const connecting = services.flatMap(({ database, maxTasks }) =>
    database === undefined || maxTasks === undefined ? [] : [{ maxTasks }],
  );
  const needed = neededConnections(connecting, reservedConcurrency);
  const offered = maxConnections(maxAcu);
  if (needed <= offered) return;
  yield refused(
    'database.maxAcu',
    maxAcu,
    `offers ${offered} connections, and ${needed} are needed when every service runs its maxTasks`,
    'more ACU, fewer maxTasks, or a smaller genai.reservedConcurrency',
  );
}

export function* databaseProblems({ minAcu, maxAcu }: ValidPart<Database>): Iterable<Problem> {
  if (minAcu !== undefined && maxAcu !== undefined && minAcu > maxAcu) {
    yield refused('database.minAcu', minAcu, 'is above the maximum', `at most maxAcu, ${maxAcu}`);
  }
}
