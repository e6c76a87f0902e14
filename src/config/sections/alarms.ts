import { z } from 'zod';
import { allow, integer, strict } from '../fields';

/**
 * Thresholds of the alarms. Counts are of five minutes. Percentages are of a limit of the environment. docs/alarms.md lists
 * the alarms.
 */
export const alarmsSchema = strict({
  /** Failures below which a percentage of errors does not count, and from which on the assistant's alarm rings. */
  failures: integer(1, 20).default(3),
  /** Requests that end in a 5xx, at the gateway or in a service. */
  errorPercent: integer(1, 99).default(10),
  /** Percentage of the 29 s after which the gateway gives up. Answers of the assistant take long by nature. */
  gatewayLatencyPercent: integer(5, 95).default(75),
  /** Seconds that 90 of 100 requests to a service stay below. */
  serviceLatencySeconds: z
    .number(allow('0.1 to 25, in seconds; the gateway gives up after 29'))
    .refine((seconds) => seconds >= 0.1 && seconds <= 25),
  /** CPU or memory that the tasks of a service reserve. Scaling aims at 89 percent of the CPU at most. */
  serviceSaturationPercent: integer(90, 99).default(90),
  /** Percentage of the CPU at the maximum capacity. */
  databaseCpuPercent: integer(10, 99).default(85),
  /** Percentage of the connections that an instance takes. */
  databaseConnectionsPercent: integer(50, 99).default(80),
  /** Memory that is left, in percent of that at the maximum capacity. An idle database has a quarter of it free. */
  databaseFreeMemoryPercent: integer(1, 20).default(5),
  /** Aurora restarts a reader that falls far behind: https://repost.aws/knowledge-center/aurora-read-replica-restart */
  replicaLagMilliseconds: integer(100, 30_000).default(1000),
  /** Percentage of the time that the GenAI function may run. */
  genaiDurationPercent: integer(5, 95).default(85),
  /**
   * Tokens that the models of the assistant read and write in an hour. A question takes some 5,000, at worst 50,000: each
   * of its six calls reads the conversation and the tools anew.
   */
  hourlyTokens: integer(1000, 1_000_000_000).default(1_000_000),
  /** Requests that one firewall stops. */
  blockedRequests: integer(1, 1_000_000),
});
