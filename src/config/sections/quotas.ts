import { firstByKey } from '../../lib/keyed';
import { GENAI_PATH } from '../../lib/gateway';
import type { ValidPart } from '../inspect';
import { refusal, type Problem } from '../problem';
import { quotaOf, type Quota, type RaisedQuotas } from '../quotas';
import type { EnvironmentSettings } from '../schema';
import type { ServiceDefinition } from './catalogue';

/** The well-formed part of an environment, with the services of the catalogue as it runs them. */
export type Given = Omit<ValidPart<EnvironmentSettings>, 'services'> & {
  readonly services: readonly ValidPart<ServiceDefinition>[];
};

/** Resources of an environment that count against a quota, or against a limit that AWS does not raise. */
interface Need {
  readonly limit: Quota | number;
  /** Place whose environments share the limit; without, each environment has it for itself. */
  readonly shared?: 'account' | 'region';
  /** Setting that is refused. */
  readonly path: string;
  /** Value of the setting. @default the number of services */
  readonly value?: (given: Given) => unknown;
  /** Name of what is counted: a plural. */
  readonly unit: string;
  readonly count: (given: Given) => number;
  /** Number that has to stay free. @default 0 */
  readonly spare?: number;
  /** Choice that needs less. */
  readonly advice?: string;
}

const zonesOf = ({ network }: Given) => network?.zones ?? {};
const natZones = (given: Given): string[] =>
  Object.values(
    given.network?.natGateways === 'shared' ? firstByKey(zonesOf(given)) : zonesOf(given),
  ).flatMap((zone) => zone?.zone ?? []);
const instances = (given: Given): number =>
  given.database?.reader === false ? 1 : Object.keys(zonesOf(given)).length;
const assistants = ({ genai }: Given): number => (genai === undefined ? 0 : 1);

/** Resources of the REST API: each part of a path once, and one for all below each service and the assistant. */
function apiResources(given: Given): number {
  const paths = [...given.services.map(({ path = '' }) => path), ...(assistants(given) ? [GENAI_PATH] : [])];
  const nodes = paths.flatMap((path) =>
    path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/')),
  );
  return new Set(nodes.filter((node) => node !== '')).size + paths.length;
}

const services = { path: 'services' };
const name = { path: 'name', value: (given: Given): unknown => given.name };
const natGateways = {
  path: 'network.natGateways',
  value: ({ network }: Given): unknown => network?.natGateways ?? 'each-zone',
  advice: "'shared' needs one",
};

/** Limits that a catalogue, or environments beside each other, can reach. */
export const needs: readonly Need[] = [
  {
    ...natGateways,
    limit: 'elasticIps',
    shared: 'region',
    unit: 'addresses',
    count: (given) => natZones(given).length,
  },
  { ...name, limit: 'vpcs', shared: 'region', unit: 'VPCs', count: () => 1 },
  {
    ...name,
    limit: 'gatewayEndpoints',
    shared: 'region',
    unit: 'gateway endpoints',
    count: () => 2,
  },
  {
    ...services,
    limit: 'securityGroupRules',
    unit: 'rules of the security group of the endpoints',
    count: (given) =>
      given.services.length + 1 + assistants(given) + Number(given.operatorAccess?.opsHost === true),
  },
  {
    ...services,
    limit: 'listenerRules',
    unit: 'rules of the load balancer',
    count: ({ services: all }) =>
      all.length + all.filter(({ springBootAdmin }) => springBootAdmin === true).length,
  },
  {
    ...services,
    limit: 'targetsPerLoadBalancer',
    unit: 'targets of the load balancer, twice maxTasks during a deployment',
    count: ({ services: all }) => all.reduce((sum, { maxTasks = 0 }) => sum + 2 * maxTasks, 0),
  },
  { ...services, limit: 'resourcesPerApi', unit: 'resources of the API', count: apiResources },
  // AWS does not raise it, read on 2026-11-30 in a copy without a date:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
  {
    ...services,
    limit: 1000,
    shared: 'region',
    unit: 'saved queries',
    count: (given) => given.services.length + 5 + assistants(given),
  },
  {
    ...services,
    limit: 'iamRoles',
    shared: 'account',
    unit: 'roles',
    count: (given) =>
      2 * given.services.length + 6 + assistants(given) + Number(given.database?.deletionProtection === true),
  },
  {
    path: 'database.reader',
    value: ({ database }) => database?.reader ?? true,
    limit: 'databaseInstances',
    shared: 'region',
    unit: 'database instances',
    count: instances,
    advice: 'false needs one',
  },
  {
    path: 'genai.reservedConcurrency',
    value: ({ genai }) => genai?.reservedConcurrency,
    limit: 'lambdaConcurrency',
    shared: 'region',
    // AWS wants them for functions without a reservation.
    spare: 100,
    unit: 'concurrent executions',
    count: ({ genai }) => genai?.reservedConcurrency ?? 0,
  },
  {
    ...name,
    limit: 'samplingRules',
    shared: 'region',
    unit: 'sampling rules',
    count: (given) => 2 + assistants(given),
  },
  // Each has a resource policy of CloudWatch Logs, of which a region has ten, and two lines in the policies of CI's roles:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
  { ...name, limit: 10, shared: 'account', unit: 'environments', count: () => 1 },
];

/** Account and region of an environment, whose quotas it shares. */
export const placeOf = ({ account, region }: Pick<Given, 'account' | 'region'>): string =>
  `${account ?? 'any'}/${region ?? 'unknown'}`;

/**
 * Checks an environment against quotas and limits, those that it shares with others included.
 *
 * @param earlier environments before it
 */
export function* quotaProblems(
  given: Given,
  earlier: readonly Given[],
  raised: RaisedQuotas,
): Iterable<Problem> {
  const place = placeOf(given);
  const account = `account ${given.account ?? 'any'}`;
  const beside = {
    account: earlier.filter((other) => other.account === given.account),
    region: earlier.filter((other) => placeOf(other) === place),
  };
  const limitOf = (limit: Quota | number): number =>
    typeof limit === 'number' ? limit : quotaOf(limit, place, raised);
  const problem = (
    { limit, path, value, unit, advice, shared, spare }: Omit<Need, 'count'>,
    total: number,
  ) => {
    const where = shared === undefined ? '' : ` in ${shared === 'region' ? place : account}`;
    const allowed = [
      `${limitOf(limit)}${where}${typeof limit === 'number' ? '' : ', or what src/config/quotas.ts says'}`,
      ...(spare === undefined ? [] : [`${spare} of them free`]),
      ...(advice === undefined ? [] : [advice]),
    ].join('; ');
    const reason = `would make ${total} ${unit}`;
    const message =
      value === undefined
        ? `${given.services.length} services ${reason}; allowed: ${allowed}`
        : refusal(value(given), allowed, reason);
    return { path, message };
  };

  for (const need of needs) {
    const { limit, shared, count, spare = 0 } = need;
    const sharing = shared === undefined ? [] : beside[shared];
    const total = [given, ...sharing].reduce((sum, each) => sum + count(each), 0);
    if (count(given) > 0 && total + spare > limitOf(limit)) yield problem(need, total);
  }
  const limit = 'natGatewaysPerZone';
  const full = natZones(given)
    .map(
      (zone) => [zone, 1 + beside.region.filter((other) => natZones(other).includes(zone)).length] as const,
    )
    .find(([, count]) => count > limitOf(limit));
  if (full !== undefined) {
    yield problem({ ...natGateways, limit, shared: 'region', unit: `NAT gateways in ${full[0]}` }, full[1]);
  }
}
