import { z } from 'zod';
import { allow, distinct, integer, strict, yesOrNo } from '../fields';

/** @see https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
const MAX_EMAILS = 10;
const EMAILS = `up to ${MAX_EMAILS} e-mail addresses`;

export const governanceSchema = strict({
  /**
   * Records the configuration of the account and checks it by rules (AWS Config). An account has one recorder in each
   * region, so only one environment there switches it on.
   *
   * @cost for each change that is recorded `config-item`, for each evaluation `config-evaluation`
   */
  configRecorder: yesOrNo(),
  /**
   * Looks for resources that outsiders can reach (IAM Access Analyzer). Only one environment of an account and region
   * switches it on.
   */
  accessAnalyzer: yesOrNo(),
  /** Days that the archive keeps what AWS Config delivers. */
  archiveDays: integer(30, 3653),
  /** @default no budget */
  budget: strict({
    /** US dollars that everything with the tag of this environment may cost in a month. */
    monthlyUsd: integer(1, 1_000_000),
    /** Addresses that AWS Budgets mails directly, without a confirmation. @default only those that alarms reach */
    emails: distinct(z.email(allow('an e-mail address')), EMAILS)
      .refine(({ length }) => length <= MAX_EMAILS, `has too many entries; allowed: ${EMAILS}`)
      .exactOptional(),
  }).exactOptional(),
});
