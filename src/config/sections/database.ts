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
  /** Whether destroying the database leaves a snapshot behind. */
  finalSnapshot: yesOrNo(),
});

type Database = z.output<typeof databaseSchema>;

/** What a service has to do with connections. */
interface Connecting {
  readonly name?: string | undefined;
  readonly database?: object | undefined;
  readonly maxTasks?: number | undefined;
}

/** All services at their largest number of tasks have to find a connection each time they ask for one. */
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
