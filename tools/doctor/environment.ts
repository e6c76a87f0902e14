import { Environment } from '../../src/config/schema';
import { isOnLoopback } from '../session/caller';
import { placeholdersOf } from '../session/open';
import { demandUsable } from '../session/usable-emulator';
import { accountChecks } from './account';
import { Check, failed, findings, note, ok } from './check';
import { deployedChecks } from './deployed';
import { modelChecks } from './models';
import { Place, placeOf } from './place';
import { quotaChecks } from './quotas';
import { rightsCheck } from './rights';
import { report } from './run';
import { watcherChecks } from './watchers';

/**
 * Says what would fail in the account of an environment, a line each.
 *
 * @param models true to ask for nothing but the environment's models
 * @returns 1 when something would fail, or is not known
 * @throws ToolError for an emulator that has to be started first
 */
export async function doctorOf(environment: string, models: boolean): Promise<number> {
  await demandUsable(process.env);
  const place = placeOf(environment);
  return report(await findings(models ? modelChecks(place) : checksOf(place)));
}

/** Checks of an environment in its account. */
export const checksOf = (place: Place): Check[] => [
  placeholders(place.environment),
  ...accountChecks(place),
  ...watcherChecks(place),
  rightsCheck(place),
  ...quotaChecks(place),
  ...modelChecks(place),
  ...deployedChecks(place),
];

/** The one line that is about the configuration: what plan and apply refuse. */
const placeholders = (environment: Environment): Check => ({
  subject: 'Placeholders',
  ask: () => {
    const found = placeholdersOf(environment).map(({ path }) => path);
    if (found.length === 0) return ok('none in the configuration');
    const says = `${found.join(', ')} ${found.length === 1 ? 'is' : 'are'} to be replaced by your own`;
    return isOnLoopback(process.env) ? note(`${says}, on AWS`) : failed(says);
  },
});
