import type { ValidPart } from '../inspect';
import { refused, type Problem } from '../problem';
import type { EnvironmentSettings } from '../schema';

const MIN_RETENTION_DAYS = 30;

/** Finds the settings that the tier `production` does not allow; other tiers pass. */
export function* productionProblems(given: ValidPart<EnvironmentSettings>): Iterable<Problem> {
  if (given.tier !== 'production') return;
  const { database = {}, logRetentionDays } = given;

  if (!('domain' in given)) {
    yield {
      path: 'domain',
      message: 'is missing; allowed: { name, hostedZoneId }, as production needs a domain',
    };
  }
  const origin = given.edge?.corsOrigin;
  if (
    origin !== undefined &&
    (!origin.startsWith('https://') || /^https:\/\/(localhost|127\.[\d.]+)(:|$)/.test(origin))
  ) {
    yield refused(
      'edge.corsOrigin',
      origin,
      'is not safe',
      'an origin of https:// on another host in production',
    );
  }
  for (const protection of ['deletionProtection', 'finalSnapshot'] as const) {
    if (database[protection] !== false) continue;
    yield refused(`database.${protection}`, false, 'is not allowed', 'true in production');
  }
  const retentions = { 'database.backupRetentionDays': database.backupRetentionDays, logRetentionDays };
  for (const [path, days] of Object.entries(retentions)) {
    if (days === undefined || days >= MIN_RETENTION_DAYS) continue;
    yield refused(path, days, 'is too short', `${MIN_RETENTION_DAYS} days or more in production`);
  }
}
