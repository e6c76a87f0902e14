import { z } from 'zod';
import { allow, distinct, integer, strict, yesOrNo } from '../fields';

/** @see https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
const MAX_EMAILS = 10;
const EMAILS = `up to ${MAX_EMAILS} e-mail addresses`;

export const governanceSchema = strict({
  /**
   * Whether this environment records the configuration of the account and judges it by rules (AWS Config). There is one
   * recorder for an account and a region, so one environment there has it.
   */
  configRecorder: yesOrNo(),
  /** Whether this environment looks for what outsiders may reach (IAM Access Analyzer). One for account and region, too. */
  accessAnalyzer: yesOrNo(),
  /** How long the archive keeps what AWS Config delivers. */
  archiveDays: integer(30, 3653),
  budget: strict({
    /** US dollars that everything with the tag of this environment may cost in a month. */
    monthlyUsd: integer(1, 1_000_000),
    /** Who gets a mail of its own, without having to confirm anything. @default only those that alarms reach */
    emails: distinct(z.email(allow('an e-mail address')), EMAILS)
      .refine(({ length }) => length <= MAX_EMAILS, `has too many entries; allowed: ${EMAILS}`)
      .exactOptional(),
  }),
});
