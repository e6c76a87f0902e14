import { z } from 'zod';
import { collectorPorts } from '../../lib/collector-ports';
import { fargateCpuUnits, fargateMemoryFor, isFargateSize } from '../fargate';
import { GATEWAY_STAGE, GENAI_PATH, MAX_PATTERN, publicPattern } from '../../lib/gateway';
import { SERVICE_NAME_MAX } from '../../lib/service-names';
import { distinct, integer, oneOf, strict, text, yesOrNo } from '../fields';
import { databaseUserShape, reservedUsers } from './database-user';
import type { ValidPart } from '../inspect';
import { refused, under, type Problem } from '../problem';

const SERVICE_NAME_ALLOWED = `at most ${SERVICE_NAME_MAX} lower-case letters, digits and inner hyphens, ending in -service or -server, such as vets-service`;

/** The ending sets it apart from all else in the system that has a name. */
const serviceName = text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*-(service|server)$/, SERVICE_NAME_ALLOWED).refine(
  ({ length }) => length <= SERVICE_NAME_MAX,
);

const peerName = text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a name such as vets-service');

/** Memory of the smallest task in MiB: 256 for the collector, the rest for a Java process. */
const MIN_MEMORY_MIB = 1024;

/** Cpu, memory and number of tasks: what an environment can set otherwise than the catalogue. */
export const sizeShape = {
  /** Units of 1/1024 vCPU. */
  cpu: oneOf(fargateCpuUnits),
  /** Memory of the task in MiB: 256 for the collector, the rest for a Java process. */
  memoryMiB: integer(MIN_MEMORY_MIB, 122880),
  // Cloud Map registers no more of a service: https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-limits.html
  minTasks: integer(1, 1000),
  maxTasks: integer(1, 1000),
};

/** A service of the catalogue: everything about it that is the same in every environment, or a default for it. */
export const serviceSchema = strict({
  name: serviceName,
  /**
   * Name that the service had before, for the one deployment that renames it: its resources move, new tasks take over behind the
   * same route, and its old image repository stays until this line is gone.
   */
  formerName: serviceName.exactOptional(),
  /** Context path of the application and prefix of what the load balancer sends to it. */
  path: text(
    /^(?=.{1,126}$)(?!.*actuator)(\/[a-z0-9]+(-[a-z0-9]+)*)+$/,
    'at most 126 lower-case letters, digits, inner hyphens and slashes, such as /api/vets, without `actuator`, which the firewall closes',
  ),
  /**
   * Restricts the service to the networks of `edge.adminAllowList`: the firewall blocks all others, and no page of
   * another origin may call it.
   *
   * @default false
   */
  restricted: yesOrNo().exactOptional(),
  /** Port that the container listens on. It has no Linux capability, which a port below 1024 may need. */
  port: integer(1024, 65535),
  ...sizeShape,
  /** Average CPU, in percent, that the number of tasks is scaled to. Higher values are left to the alarm on CPU. */
  cpuTargetPercent: integer(1, 89),
  /** The user that the service logs into the database with, and what it may do there; left out if it has no business there. */
  database: strict(databaseUserShape).exactOptional(),
  /** Priority of its listener rule: the load balancer tries lower numbers first. */
  priority: integer(1, 50000),
  /** Services, other than the load balancer, that may open connections to its port. */
  reachableFrom: distinct(peerName, 'names of services'),
  /**
   * True for Spring Boot Admin: it has settings of its own, and the load balancer answers its event streams,
   * which the gateway would hold back until they are 504. That rule takes the priority before the service's. It has to be
   * `restricted`.
   *
   * @default false
   */
  springBootAdmin: yesOrNo().exactOptional(),
});

export type ServiceDefinition = z.output<typeof serviceSchema>;

/**
 * Paths that the gateway does not send to a service: the assistant's, the stage, which patterns of the firewall skip, and two
 * that AWS keeps for itself.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const reservedPaths = [GENAI_PATH, `/${GATEWAY_STAGE}`, '/ping', '/sping'];

type Given = ValidPart<ServiceDefinition>;

/** Settings that have to differ between any two services, by their path. */
const distinguishing: Record<string, (service: Given) => readonly (string | number | undefined)[]> = {
  name: ({ name, formerName }) => [name, formerName],
  priority: ({ priority, springBootAdmin }) =>
    priority !== undefined && springBootAdmin === true ? [priority, priority - 1] : [priority],
  'database.user': ({ database }) => [database?.user],
};

/**
 * Target groups behind a load balancer. AWS does not raise it, says its page, read on 2026-11-30 in a copy without a date.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const MAX_SERVICES = 100;

/** The schema cannot see these: the services of the catalogue against each other, and how many they are. */
export function* catalogueProblems(services: readonly Given[]): Iterable<Problem> {
  if (services.length < 1 || services.length > MAX_SERVICES) {
    const allowed = `1 to ${MAX_SERVICES}, since a load balancer has ${MAX_SERVICES} target groups`;
    yield { path: '', message: `has ${services.length} services; allowed: ${allowed}` };
  }
  const pattern = publicPattern(
    services.flatMap(({ restricted, path }) => (restricted === true ? (path ?? []) : [])),
  );
  if (pattern !== undefined && pattern.length > MAX_PATTERN) {
    const allowed = `paths that fit into a pattern of ${MAX_PATTERN}, the most that AWS WAF takes`;
    yield { path: '', message: `has restricted paths of ${pattern.length} characters; allowed: ${allowed}` };
  }
  const names = services.map(({ name }) => name);
  for (const [index, service] of services.entries()) {
    const earlier = services.slice(0, index);
    yield* under(service.name ?? String(index), [
      ...clashes(service, earlier),
      ...renameProblems(service),
      ...pathProblems(service, earlier),
      ...portProblems(service),
      ...adminProblems(service),
      ...userProblems(service),
      ...peerProblems(service, names),
      ...sizeProblems(service),
    ]);
  }
}

function* clashes(service: Given, earlier: readonly Given[]): Iterable<Problem> {
  for (const [path, valueOf] of Object.entries(distinguishing)) {
    for (const value of valueOf(service)) {
      const other = earlier.find((candidate) => value !== undefined && valueOf(candidate).includes(value));
      if (other !== undefined) {
        const at = value === service.formerName ? 'formerName' : path;
        yield refused(at, value, `is that of ${other.name ?? 'another service'}`, 'a value of its own');
      }
    }
  }
}

function* renameProblems({ name, formerName }: Given): Iterable<Problem> {
  if (formerName === undefined || formerName !== name) return;
  yield refused('formerName', formerName, 'is its name', 'the name that it had before');
}

function* pathProblems({ path }: Given, earlier: readonly Given[]): Iterable<Problem> {
  if (path === undefined) return;
  for (const other of [...reservedPaths, ...earlier.map((service) => service.path)]) {
    if (other === undefined || !(beginsWith(path, other) || beginsWith(other, path))) continue;
    const reason = path === other ? 'is taken' : `and ${other} take requests from each other`;
    yield refused('path', path, reason, 'paths of which none begins another');
  }
}

function beginsWith(path: string, beginning: string): boolean {
  return `${path}/`.startsWith(`${beginning}/`);
}

function* portProblems({ port }: Given): Iterable<Problem> {
  for (const [listener, taken] of Object.entries(collectorPorts)) {
    if (port !== taken) continue;
    const allowed = `ports other than ${Object.values(collectorPorts).join(', ')}`;
    yield refused('port', port, `is taken by the collector in the same task (${listener})`, allowed);
  }
}

function* adminProblems({ springBootAdmin, priority, restricted = false }: Given): Iterable<Problem> {
  if (springBootAdmin !== true) return;
  if (priority === 1)
    yield refused('priority', priority, 'leaves none for the rule of its event streams', '2 to 50000');
  if (!restricted)
    yield refused('restricted', restricted, 'lets everyone administer', 'true with springBootAdmin');
}

function* userProblems({ database }: Given): Iterable<Problem> {
  const user = database?.user;
  if (user === undefined || !reservedUsers.includes(user)) return;
  yield refused('database.user', user, 'is not for services', `users other than ${reservedUsers.join(', ')}`);
}

function* peerProblems(
  { name, reachableFrom = [] }: Given,
  names: readonly (string | undefined)[],
): Iterable<Problem> {
  const peers = names.filter((peer) => peer !== undefined && peer !== name);
  for (const [index, peer] of reachableFrom.entries()) {
    if (peer === undefined || peers.includes(peer)) continue;
    yield refused(`reachableFrom.${index}`, peer, 'is not another service', peers.join(', ') || 'none');
  }
}

/** Cpu against memory, fewest against most tasks. */
export function* sizeProblems({ cpu, memoryMiB, minTasks, maxTasks }: Given): Iterable<Problem> {
  if (cpu !== undefined && memoryMiB !== undefined && !isFargateSize(cpu, memoryMiB)) {
    const allowed = fargateMemoryFor(cpu)
      .filter((each) => each >= MIN_MEMORY_MIB)
      .join(', ');
    yield refused('memoryMiB', memoryMiB, `is not offered by Fargate with cpu ${cpu}`, allowed);
  }
  if (minTasks !== undefined && maxTasks !== undefined && minTasks > maxTasks) {
    yield refused('minTasks', minTasks, 'is above the maximum', `at most maxTasks, ${maxTasks}`);
  }
}
