import { z } from 'zod';
import { isMaximumAcu, isMinimumAcu } from '../../lib/acu';
import { allow, integer, strict, yesOrNo } from '../fields';
import type { ValidPart } from '../inspect';
import { refused, type Problem } from '../problem';

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

export function* databaseProblems({ minAcu, maxAcu }: ValidPart<Database>): Iterable<Problem> {
  if (minAcu !== undefined && maxAcu !== undefined && minAcu > maxAcu) {
    yield refused('database.minAcu', minAcu, 'is above the maximum', `at most maxAcu, ${maxAcu}`);
  }
}
