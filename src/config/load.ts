import { placeProblems } from './account-groups';
import { accounts, entryProblems } from './accounts';
import { endpointNeeds, endpointProblems } from './endpoints';
import { environments } from './environments';
import { inspect, type ValidPart } from './inspect';
import { ConfigError, refused, under, type Problem } from './problem';
import { quotas, raisedProblems, type RaisedQuotas } from './quotas';
import { environmentSchema, type Environment, type EnvironmentSettings } from './schema';
import { addressProblems } from './sections/addresses';
import { catalogueProblems, serviceSchema, type ServiceDefinition } from './sections/catalogue';
import { connectionProblems, databaseProblems } from './sections/database';
import { genaiUser, turnProblems } from './sections/database-user';
import { domainProblems } from './sections/domains';
import { modelProblems } from './sections/genai';
import { networkProblems } from './sections/network';
import { productionProblems } from './sections/production';
import { placeOf, quotaProblems, type Given } from './sections/quotas';
import { serviceProblems } from './sections/services';
import { sizeProblems } from './sections/sizes';
import { services } from './services';
import { isNamePrefix, NAME_PREFIX, NAME_PREFIX_ALLOWED } from '../lib/name-prefix';

/**
 * Checks every environment, the service catalogue and the entries of accounts.
 *
 * @throws ConfigError with every problem of all of them
 */
export function loadEnvironments(
  raw: readonly unknown[] = environments,
  catalogue: readonly unknown[] = services,
  raised: RaisedQuotas = quotas,
  ofAccounts: Readonly<Record<string, unknown>> = accounts,
): Environment[] {
  const definitions = catalogue.map((service) => inspect(serviceSchema, service));
  const validDefinitions = definitions.map(({ valid }) => valid);
  const settings = raw.map((environment) => inspect(environmentSchema, environment));

  const names = raw.map(nameOf);
  const running = settings.map(({ valid }): Given => ({
    ...valid,
    services: servicesOf(valid.services ?? {}, validDefinitions),
  }));

  const problems = [
    ...(isNamePrefix(NAME_PREFIX)
      ? []
      : [refused('NAME_PREFIX', NAME_PREFIX, 'is not allowed', NAME_PREFIX_ALLOWED)]),
    ...definitions.flatMap((service, index) =>
      under(`catalogue.${nameOf(catalogue[index]) ?? index}`, service.problems),
    ),
    ...under('catalogue', catalogueProblems(validDefinitions)),
    ...(raw.length > 0 ? [] : [{ path: 'environments', message: 'has none; allowed: one or more' }]),
    ...settings.flatMap(({ valid, problems: malformed }, index) =>
      under(names[index] ?? `environments.${index}`, [
        ...malformed,
        ...takenNameProblems(names[index], names.slice(0, index)),
        ...environmentProblems(valid, validDefinitions),
      ]),
    ),
    ...running.flatMap((environment, index) =>
      under(names[index] ?? `environments.${index}`, [
        ...quotaProblems(environment, running.slice(0, index), raised),
        ...sizeProblems(environment),
        ...domainProblems(environment, running.slice(0, index)),
      ]),
    ),
    ...raisedProblems(raised, running.map(placeOf)),
    ...placeProblems(settings.map(({ valid }) => valid)),
    ...entryProblems(
      ofAccounts,
      settings.map(({ valid }) => valid),
    ),
  ];
  if (problems.length > 0) throw new ConfigError(problems);

  const complete = definitions.flatMap(({ value }) => value ?? []);
  return settings.flatMap(({ value }) => (value === undefined ? [] : [withServices(value, complete)]));
}

/** The rules that compare values with each other. */
function environmentProblems(
  valid: ValidPart<EnvironmentSettings>,
  catalogue: readonly ValidPart<ServiceDefinition>[],
): Problem[] {
  const services = servicesOf(valid.services ?? {}, catalogue);
  return [
    ...networkProblems(valid.network ?? {}, valid.region),
    ...endpointProblems(endpointNeeds(valid)),
    ...addressProblems(valid, catalogue),
    ...databaseProblems(valid.database ?? {}),
    ...turnProblems(valid.database?.passwordTurns ?? {}, [
      ...catalogue.map(({ database }) => database?.user),
      ...('genai' in valid ? [genaiUser.user] : []),
    ]),
    ...(valid.services === undefined ? [] : serviceProblems(valid.services, catalogue)),
    ...connectionProblems(valid.database ?? {}, services, valid.genai),
    ...modelProblems(valid.genai ?? {}, valid.region, valid.account),
    ...productionProblems(valid),
  ];
}

function servicesOf(
  given: ValidPart<EnvironmentSettings['services']>,
  catalogue: readonly ValidPart<ServiceDefinition>[],
): ValidPart<ServiceDefinition>[] {
  return catalogue.map((service) => ({
    ...service,
    ...(service.name === undefined ? {} : given[service.name]),
  }));
}

function takenNameProblems(name: string | undefined, earlier: readonly (string | undefined)[]): Problem[] {
  if (name === undefined || !earlier.includes(name)) return [];
  return [refused('name', name, 'is used twice', 'a name for each environment')];
}

function withServices(settings: EnvironmentSettings, catalogue: readonly ServiceDefinition[]): Environment {
  const services = catalogue.flatMap((service) => {
    const own = settings.services[service.name];
    return own === undefined ? [] : [{ ...service, ...own }];
  });
  return { ...settings, services };
}

/** The name by which problems are reported, even if it is itself one of them. */
function nameOf(raw: unknown): string | undefined {
  const name = typeof raw === 'object' && raw !== null && 'name' in raw ? raw.name : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
