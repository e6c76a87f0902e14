import { setTimeout as sleep } from 'node:timers/promises';
import { ECSClient, Task } from '@aws-sdk/client-ecs';
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Environment } from '../../src/config/schema';
import { namesFor } from '../../src/lib/naming';
import { serviceNames } from '../../src/lib/service-names';
import { ServiceState, serviceStates, stopReason } from '../deploy/ecs-services';
import { emulatorPlace } from '../support/emulator-place';
import { Programs } from './programs';

/** Seconds after which nobody waits any longer: a JVM on a busy machine takes more than one minute. */
const PATIENCE = 180;

/** Tasks of a service that may end before it counts as one that does not come up. */
const MOST_FAILURES = 3;

const PAUSE_MS = 500;

/** A service of the environment, and what answers in its place. */
export interface RunningService {
  readonly name: string;
  readonly tasks: number;
  /** The user's command line; undefined for the stand-in. */
  readonly program: string | undefined;
  /** Reason for not being healthy; undefined when it is. */
  readonly trouble: string | undefined;
}

export interface HealthWait {
  /** Time from which tasks that end count as failed. */
  readonly since: Date;
  /** Callback with the services that are waited for; called once. */
  readonly onWait: (names: readonly string[]) => void;
  readonly signal: AbortSignal;
}

/** Command line that a task runs in place of its stand-in. */
const programOf = ({ overrides }: Task): string | undefined =>
  overrides?.containerOverrides?.[0]?.command?.at(-1);

const addressOf = ({ attachments = [] }: Task): string | undefined =>
  attachments.flatMap(({ details = [] }) => details).find(({ name }) => name === 'privateIPv4Address')?.value;

/** Reason for which a service is not healthy yet; undefined when all its tasks are, and run what they are to run. */
function troubleOf(
  { service, tasks, stopped }: ServiceState,
  targets: readonly TargetHealthDescription[],
  program: string | undefined,
  since: Date,
): { readonly words: string; readonly isFinal: boolean } | undefined {
  const { desiredCount = 0, taskDefinition } = service;
  const running = tasks.filter(
    (task) =>
      task.lastStatus === 'RUNNING' &&
      task.taskDefinitionArn === taskDefinition &&
      programOf(task) === program,
  );
  const unhealthy = targets.filter(
    ({ Target, TargetHealth }) =>
      running.some((task) => addressOf(task) === Target?.Id) && TargetHealth?.State !== 'healthy',
  );
  const isRegistered = (service.loadBalancers ?? []).length === 0 || targets.length > 0;
  if (running.length === desiredCount && unhealthy.length === 0 && isRegistered) return undefined;
  const failed = stopped.filter(({ createdAt = since }) => createdAt > since);
  const [newest] = failed;
  const words =
    newest === undefined
      ? (unhealthy[0]?.TargetHealth?.Description ?? `${running.length} of ${desiredCount} tasks run`)
      : `its tasks end: ${stopReason(newest)}`;
  return { words, isFinal: failed.length >= MOST_FAILURES };
}

/**
 * Waits until the tasks of every service of an environment on an emulator are healthy.
 *
 * @returns every service, with what is the matter where it did not become healthy
 */
export async function healthyServices(
  endpoint: string,
  { name: environment, account, region, services }: Environment,
  programs: Programs,
  { since, onWait, signal }: HealthWait,
): Promise<RunningService[]> {
  const place = emulatorPlace(endpoint, { account, region });
  const [ecs, balancers] = [new ECSClient(place), new ElasticLoadBalancingV2Client(place)];
  const cluster = namesFor(environment)('ecs-cluster');
  const began = Date.now();
  const look = async () => {
    const byName = services.map((one) => [one.name, serviceNames(environment, one).ecsService] as const);
    const names = byName.map(([, ecsName]) => ecsName);
    const states = await serviceStates(ecs, cluster, names);
    return Promise.all(
      byName.map(async ([name, ecsName]) => {
        const state = states.find((one) => one.name === ecsName);
        const program = programs[ecsName];
        if (state === undefined)
          return { name, tasks: 0, program, trouble: 'it is not deployed', isFinal: true };
        const targets = (state.service.loadBalancers ?? []).map(({ targetGroupArn: TargetGroupArn }) =>
          balancers.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
        );
        const health = (await Promise.all(targets)).flatMap((one) => one.TargetHealthDescriptions ?? []);
        const { words, isFinal } = troubleOf(state, health, program, since) ?? {};
        return { name, tasks: state.tasks.length, program, trouble: words, isFinal: isFinal ?? true };
      }),
    );
  };
  let isTold = false;
  for (;;) {
    const found = await look();
    const waiting = found.filter(({ isFinal }) => !isFinal).map(({ name }) => name);
    const isOver = signal.aborted || Date.now() - began > PATIENCE * 1000;
    if (waiting.length === 0 || isOver) return found;
    if (!isTold) onWait(waiting);
    isTold = true;
    await sleep(PAUSE_MS);
  }
}
