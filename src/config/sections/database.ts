import { z } from 'zod';
import { maxConnections, neededConnections } from '../../lib/aurora-connections';
import { allow, integer, strict, yesOrNo } from '../fields';
import type { ValidPart } from '../inspect';
import { refused, type Problem } from '../problem';
import type { Genai } from './genai';

/** The largest capacity of an Aurora Serverless v2 instance, in Aurora capacity units. */
const MAX_ACU = 256;

/**
 * Checks whether Aurora Serverless v2 accepts this minimum capacity: 0, at which an idle instance pauses, or 0.5 to 256
 * in steps of 0.5.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
export function isMinimumAcu(acu: number): boolean {
  return acu >= 0 && acu <= MAX_ACU && Number.isInteger(acu * 2);
}

/**
 * Checks whether Aurora Serverless v2 accepts this maximum capacity: 1 to 256 in steps of 0.5. AWS refuses a maximum of
 * 0.5: it "must be higher than 0.5 ACUs".
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-rds-dbcluster-serverlessv2scalingconfiguration.html
 */
export function isMaximumAcu(acu: number): boolean {
  return acu >= 1 && isMinimumAcu(acu);
}

export const databaseSchema = strict({
  /**
   * Least Aurora capacity units of each instance. 0 lets an idle database pause, which needs that no service holds a
   * connection.
   *
   * @cost for each unit of each instance `acu-hour`, always
   */
  minAcu: z.number(allow('0 to 256 in steps of 0.5')).refine(isMinimumAcu),
  /**
   * Largest capacity of each instance, which bounds the connections too.
   *
   * @cost for each unit of each instance `acu-hour`, under load
   */
  maxAcu: z.number(allow('1 to 256 in steps of 0.5')).refine(isMaximumAcu),
  /**
   * Days to any second of which the database can be restored.
   *
   * @cost for each GB of backups beyond those in the database `aurora-backup-gb`
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
   */
  backupRetentionDays: integer(1, 35),
  /** Makes AWS refuse to delete the database, and AWS Backup keep copies of it in a vault. */
  deletionProtection: yesOrNo(),
  /**
   * Numbers of the passwords of database users, by user, where they are not the first. The next number lets a second account in
   * beside the one that is in use, and back. @default 1 each
   */
  passwordTurns: z
    .record(z.string(), integer(1, 1_000_000), allow('numbers by user, such as { vets: 2 }'))
    .default({}),
  /** Keeps a last snapshot when the database is destroyed. */
  finalSnapshot: yesOrNo(),
  /**
   * An instance in each zone, of which one writes; without, one in the first zone alone, and a failure means an outage of
   * minutes.
   *
   * @cost for each unit of each instance beyond the first `acu-hour`, always
   */
  reader: yesOrNo().default(true),
});

type Database = z.output<typeof databaseSchema>;

/** Settings of a service that determine how many database connections it needs. */
interface Connecting {
  readonly name?: string | undefined;
  readonly database?: object | undefined;
  readonly maxTasks?: number | undefined;
  readonly cpu?: number | undefined;
}

/** Checks that `maxAcu` offers the connections that a deployment of all services at their largest number of tasks needs. */
export function* connectionProblems(
  { maxAcu }: ValidPart<Database>,
  services: readonly Connecting[],
  genai: ValidPart<Genai> | undefined,
): Iterable<Problem> {
  if (maxAcu === undefined) return;
  const connecting = services.flatMap(({ database, maxTasks, cpu }) =>
    database === undefined || maxTasks === undefined || cpu === undefined ? [] : [{ maxTasks, cpu }],
  );
  const needed = neededConnections(connecting, genai === undefined ? 0 : genai.reservedConcurrency);
  const offered = maxConnections(maxAcu);
  if (needed <= offered) return;
  yield refused(
    'database.maxAcu',
    maxAcu,
    `offers ${offered} connections, and ${needed} are needed when every service is deployed at its maxTasks`,
    'more ACU, fewer maxTasks or less cpu, or a smaller genai.reservedConcurrency',
  );
}

export function* databaseProblems(database: ValidPart<Database>): Iterable<Problem> {
  const { minAcu, maxAcu, reader, deletionProtection } = database;
  if (reader === false && deletionProtection === true) {
    yield refused('database.reader', reader, 'is not allowed', 'true with deletionProtection');
  }
  if (minAcu !== undefined && maxAcu !== undefined && minAcu > maxAcu) {
    yield refused('database.minAcu', minAcu, 'is above the maximum', `at most maxAcu, ${maxAcu}`);
  }
}
