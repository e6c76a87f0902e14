import { Environment } from '../../src/config/schema';
import { isOnLoopback } from '../session/caller';
import { placeholdersOf } from '../session/open';
import { demandUsable } from '../session/usable-emulator';
import { ToolError } from '../support/project';
import { accountChecks } from './account';
import { Check, failed, Finding, findings, note, ok } from './check';
import { deployedChecks } from './deployed';
import { machineChecks } from './machine';
import { modelChecks } from './models';
import { Place, placeOf } from './place';
import { quotaChecks } from './quotas';
import { rightsCheck } from './rights';
import { watcherChecks } from './watchers';

export interface Doctor {
  /** Environment whose account is asked. @default the machine alone */
  readonly environment: string | undefined;
  /** True to ask for nothing but the environment's models. */
  readonly models: boolean;
}

/**
 * Says what would fail, a line each: of the machine, and of an environment's account.
 *
 * @returns 1 when something would fail, or is not known
 * @throws ToolError for `--models` without an environment, and for an emulator that has to be started first
 */
export async function doctor({ environment, models }: Doctor): Promise<number> {
  if (environment === undefined) {
    if (models) throw new ToolError('--models needs --env <name>: environments have models.', 2);
    return report(await findings(machineChecks));
  }
  await demandUsable(process.env);
  const place = placeOf(environment);
  return report(await findings(models ? modelChecks(place) : checksOf(place)));
}

/** Everything that is asked about an environment. */
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

function report(found: readonly Finding[]): number {
  const width = Math.max(...found.map(({ subject }) => subject.length));
  for (const { state, subject, says } of found) {
    console.log(`${state.padEnd(6)}  ${subject.padEnd(width)}  ${says}`);
  }
  const count = (wanted: Finding['state']): number => found.filter(({ state }) => state === wanted).length;
  console.log(`\ndoctor: ${count('ok')} ok, ${count('note')} to note, ${count('FAILED')} failed`);
  return count('FAILED') === 0 ? 0 : 1;
}
