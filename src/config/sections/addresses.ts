import { parseCidr, usableAddressCount } from '../../lib/cidr';
import { endpointNeeds, endpointsFor } from '../endpoints';
import type { ValidPart } from '../inspect';
import { refused, type Problem } from '../problem';
import type { EnvironmentSettings } from '../schema';
import type { ServiceDefinition } from './catalogue';

/** An app subnet has to hold every endpoint and, when the other zones are gone, every task: each takes an address. */
export function* addressProblems(
  given: ValidPart<EnvironmentSettings>,
  catalogue: readonly ValidPart<ServiceDefinition>[],
): Iterable<Problem> {
  const { services = {}, network } = given;
  const endpoints = Object.keys(endpointsFor(endpointNeeds(given))).length;
  const tasks = catalogue
    .map(({ name = '', maxTasks = 0 }) => services[name]?.maxTasks ?? maxTasks)
    .reduce((sum, count) => sum + count, 0);

  for (const [key, { app } = {}] of Object.entries(network?.zones ?? {})) {
    const usable = app === undefined ? Infinity : usableAddressCount(parseCidr(app));
    if (usable >= endpoints + tasks) continue;
    const allowed = `a network for ${endpoints} endpoints and ${tasks} tasks`;
    yield refused(`network.zones.${key}.app`, app, `leaves ${usable} addresses`, allowed);
  }
}
