import { z } from 'zod';
import {
  connectionCount,
  Connecting,
  reachableConnections,
  restingConnections,
} from '../../lib/alarm-limits';
import { allow, integer, strict } from '../fields';
import type { ValidPart } from '../inspect';
import { refused, type Problem } from '../problem';
import type { EnvironmentSettings } from '../schema';

/** What fits every environment so far. */
const DEFAULTS = {
  errorPercent: 10,
  gatewayLatencyPercent: 75,
  serviceCpuPercent: 90,
  serviceMemoryPercent: 90,
  databaseCpuPercent: 85,
  databaseCapacityPercent: 95,
  databaseFreeMemoryPercent: 5,
  replicaLagMilliseconds: 1000,
  genaiFailures: 3,
  genaiDurationPercent: 85,
};

/**
 * From where on an alarm rings. Counts are of five minutes. What follows from a limit of the environment is asked for in
 * percent of it; docs/runbooks/alarms.md says what each alarm means.
 */
export const alarmsSchema = strict({
  /** Errors and times of fewer requests than this tell nothing. */
  // The gateway lets 30,000 through in that time; an alarm that waits for most of them would never ring.
  minRequests: integer(1, 1000),
  /** Requests that fail on our side, at the gateway, at the load balancer or in a service. */
  // When each request fails behind the load balancer, half of those that it counts have failed.
  errorPercent: integer(1, 45).default(DEFAULTS.errorPercent),
  /** Of the 29 s after which the gateway gives up. Answers of the GenAI function take long by nature. */
  gatewayLatencyPercent: integer(5, 95).default(DEFAULTS.gatewayLatencyPercent),
  /** The time that 90 of 100 requests to a service stay below. */
  serviceLatencySeconds: z
    .number(allow('0.1 to 25, in seconds; the gateway gives up after 29'))
    .refine((seconds) => seconds >= 0.1 && seconds <= 25),
  /** Above what services are scaled to: then more tasks do not help, or cannot come. */
  serviceCpuPercent: integer(1, 99).default(DEFAULTS.serviceCpuPercent),
  serviceMemoryPercent: integer(50, 99).default(DEFAULTS.serviceMemoryPercent),
  /** Lines that one service logs at the level ERROR. */
  errorLines: integer(1, 10_000),
  /** Of the maximum capacity. */
  databaseCpuPercent: integer(10, 99).default(DEFAULTS.databaseCpuPercent),
  /** Of the maximum capacity. Where that is the minimum as well, there is no such alarm. */
  databaseCapacityPercent: integer(1, 99).default(DEFAULTS.databaseCapacityPercent),
  /** Of those that the database takes. */
  databaseConnectionsPercent: integer(1, 99),
  /** Left of the memory at the maximum capacity. An idle database has a quarter of it free. */
  databaseFreeMemoryPercent: integer(1, 20).default(DEFAULTS.databaseFreeMemoryPercent),
  /** Aurora restarts a reader that falls far behind: https://repost.aws/knowledge-center/aurora-read-replica-restart */
  replicaLagMilliseconds: integer(100, 30_000).default(DEFAULTS.replicaLagMilliseconds),
  slowQueries: integer(1, 10_000),
  /** Questions that the GenAI function could not answer, or not in full; the same for each way to fail. */
  genaiFailures: integer(1, 100).default(DEFAULTS.genaiFailures),
  /** Of the time that the GenAI function may run. */
  genaiDurationPercent: integer(5, 95).default(DEFAULTS.genaiDurationPercent),
  /** Requests that one firewall stops. */
  blockedRequests: integer(1, 1_000_000),
});

export type AlarmSettings = z.output<typeof alarmsSchema>;

/** What of a service the thresholds have to do with. */
interface Watched {
  readonly name?: string | undefined;
  readonly database?: object | undefined;
  readonly minTasks?: number | undefined;
  readonly maxTasks?: number | undefined;
  readonly cpuTargetPercent?: number | undefined;
}

/** Thresholds that are passed at rest, or that nothing can pass, in this environment. */
export function* alarmProblems(
  { alarms: given = {}, database = {}, genai = {} }: ValidPart<EnvironmentSettings>,
  services: readonly Watched[],
): Iterable<Problem> {
  const alarms = { ...DEFAULTS, ...given };
  yield* cpuProblems(alarms, services);
  yield* capacityProblems(alarms, database);
  yield* connectionThresholdProblems(alarms, database, genai, services);
}

type Given = ValidPart<AlarmSettings>;

function* cpuProblems({ serviceCpuPercent }: Given, services: readonly Watched[]): Iterable<Problem> {
  const busiest = services
    .flatMap(({ name, cpuTargetPercent }) =>
      cpuTargetPercent === undefined ? [] : [{ name, cpuTargetPercent }],
    )
    .sort((a, b) => b.cpuTargetPercent - a.cpuTargetPercent)[0];
  if (serviceCpuPercent === undefined || busiest === undefined) return;
  const { name, cpuTargetPercent } = busiest;
  if (serviceCpuPercent > cpuTargetPercent) return;
  yield refused(
    'alarms.serviceCpuPercent',
    serviceCpuPercent,
    `is not above what ${name ?? 'a service'} is scaled to, ${cpuTargetPercent}`,
    `${cpuTargetPercent + 1} to 99, or a lower cpuTargetPercent`,
  );
}

function* capacityProblems(
  { databaseCapacityPercent }: Given,
  { minAcu, maxAcu }: ValidPart<EnvironmentSettings['database']>,
): Iterable<Problem> {
  if (databaseCapacityPercent === undefined || minAcu === undefined || maxAcu === undefined) return;
  if (minAcu >= maxAcu) return;
  const idle = (100 * minAcu) / maxAcu;
  if (databaseCapacityPercent > idle) return;
  const lowest = Math.floor(idle) + 1;
  yield refused(
    'alarms.databaseCapacityPercent',
    databaseCapacityPercent,
    `is what an idle database has: ${minAcu} of ${maxAcu} ACU are ${Math.round(idle)} percent`,
    lowest > 99 ? 'a maxAcu further above minAcu' : `${lowest} to 99, or a maxAcu further above minAcu`,
  );
}

function* connectionThresholdProblems(
  { databaseConnectionsPercent: percent }: Given,
  { maxAcu }: ValidPart<EnvironmentSettings['database']>,
  { reservedConcurrency }: ValidPart<EnvironmentSettings['genai']>,
  services: readonly Watched[],
): Iterable<Problem> {
  if (percent === undefined || maxAcu === undefined) return;
  const connecting = services.flatMap(({ database, minTasks, maxTasks }): Connecting[] =>
    database === undefined || minTasks === undefined || maxTasks === undefined
      ? []
      : [{ minTasks, maxTasks }],
  );
  const resting = restingConnections(connecting);
  const reachable = reachableConnections(connecting, maxAcu, reservedConcurrency);
  const threshold = connectionCount(maxAcu, percent);
  if (threshold >= resting && threshold < reachable) return;
  const reason =
    threshold < resting
      ? `is ${threshold} connections, and the services hold ${resting} when nothing happens`
      : `is ${threshold} connections, and never are more than ${reachable} open, even while a deployment runs every service twice`;
  yield refused(
    'alarms.databaseConnectionsPercent',
    percent,
    reason,
    allowedPercent(maxAcu, resting, reachable),
  );
}

function allowedPercent(maxAcu: number, resting: number, reachable: number): string {
  const fitting = Array.from({ length: 99 }, (_, index) => index + 1).filter((percent) => {
    const threshold = connectionCount(maxAcu, percent);
    return threshold >= resting && threshold < reachable;
  });
  const [first, last] = [fitting[0], fitting.at(-1)];
  return first === undefined || last === undefined
    ? 'none with these tasks: more ACU'
    : `${first} to ${last}`;
}
