import {
  EXPECTED_GENAI_CONCURRENCY,
  maxConnections,
  neededConnections,
  POOL_SIZE,
} from './aurora-connections';
import { GATEWAY_TIMEOUT_SECONDS } from './gateway-timeout';
import { GENAI_TIMEOUT_SECONDS } from './genai-timeout';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html#aurora-serverless-v2.how-it-works.capacity */
const BYTES_PER_ACU = 2 * 1024 ** 3;

/** A service with a database, and how many tasks of it there are. */
export interface Connecting {
  readonly minTasks: number;
  readonly maxTasks: number;
}

/** So much of the time that the gateway waits for an answer. */
export const gatewayLatencyMilliseconds = (percent: number): number =>
  (GATEWAY_TIMEOUT_SECONDS * 1000 * percent) / 100;

/** So much of the time that the GenAI function may run. */
export const genaiDurationMilliseconds = (percent: number): number =>
  (GENAI_TIMEOUT_SECONDS * 1000 * percent) / 100;

/** So much of the memory that an instance has at its maximum capacity. */
export const freeableMemoryBytes = (maxAcu: number, percent: number): number =>
  Math.floor((maxAcu * BYTES_PER_ACU * percent) / 100);

/** So many of the connections that an instance takes. */
export const connectionCount = (maxAcu: number, percent: number): number =>
  Math.floor((maxConnections(maxAcu) * percent) / 100);

/** What services keep open when nobody asks them for anything: the pools of their fewest tasks. */
export const restingConnections = (services: readonly Connecting[]): number =>
  services.reduce((sum, { minTasks }) => sum + minTasks * POOL_SIZE, 0);

/**
 * The most connections that can be open on an instance: what it takes, or all that the system asks for while a deployment runs
 * every service twice at its full scale.
 */
export const reachableConnections = (
  services: readonly Connecting[],
  maxAcu: number,
  genaiConcurrency: number = EXPECTED_GENAI_CONCURRENCY,
): number =>
  Math.min(
    maxConnections(maxAcu),
    neededConnections(
      services.map(({ maxTasks }) => ({ maxTasks: 2 * maxTasks })),
      genaiConcurrency,
    ),
  );
