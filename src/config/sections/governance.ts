import { emails, integer, strict } from '../fields';

/** @see https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
const MAX_EMAILS = 10;
const EMAILS = `up to ${MAX_EMAILS} e-mail addresses`;

export const governanceSchema = strict({
  /** Days that the archive keeps exports. */
  archiveDays: integer(30, 3653),
  /** @default no budget */
  budget: strict({
    /** US dollars that everything with the tag of this environment may cost in a month. */
    monthlyUsd: integer(1, 1_000_000),
    /** Addresses that AWS Budgets mails directly, without a confirmation. @default only those that alarms reach */
    emails: emails(EMAILS)
      .refine(({ length }) => length <= MAX_EMAILS, {
        error: ({ input }) => `has ${(input as unknown[]).length} entries; allowed: ${EMAILS}`,
      })
      .exactOptional(),
  }).exactOptional(),
});
