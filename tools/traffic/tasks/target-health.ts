import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeFlow, endsOf } from '../../model/ends';
import { TargetGroup } from '../../model/load-balancer/types';
import { PreparedModel } from '../../model/request';
import { End } from '../../model/vpc/packet';

/** The health of a target, as DescribeTargetHealth gives it. */
export interface TargetState {
  readonly State: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  readonly Reason?: string;
  readonly Description?: string;
}

const INITIAL: TargetState = {
  State: 'initial',
  Reason: 'Elb.InitialHealthChecking',
  Description: 'Initial health checks in progress',
};
const UNUSED: TargetState = {
  State: 'unused',
  Reason: 'Target.NotInUse',
  Description: 'Target group is not configured to receive traffic from the load balancer',
};
export const DRAINING: TargetState = {
  State: 'draining',
  Reason: 'Target.DeregistrationInProgress',
  Description: 'Target deregistration is in progress',
};
const unhealthy = (reason: string, Description: string): TargetState => ({
  State: 'unhealthy',
  Reason: `Target.${reason}`,
  Description,
});

/** Tells whether a status is one of a matcher such as `200`, `200,202` or `200-299`. */
export const matches = (matcher: string, status: number): boolean =>
  matcher.split(',').some((part) => {
    const [from = NaN, to = from] = part.split('-').map(Number);
    return status >= from && status <= to;
  });

export interface Target {
  /** Loopback address of the task. */
  readonly address: string;
  readonly end: End;
  readonly port: number;
}

/** Model of what is deployed, and the wait for its latest version. */
export interface Latest {
  readonly prepared: PreparedModel;
  fresh(): Promise<void>;
}

/**
 * Health checks of a target as its target group has them, through the packet model: a load balancer that does not get to the
 * target sees none of its answers. One success is enough the first time.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export class TargetHealth {
  state = INITIAL;
  /** True once the target was healthy. */
  wasHealthy = false;
  #lastSucceeded = false;
  /** Number of checks in a row that came out as the last one. */
  #streak = 0;

  constructor(
    readonly groupId: string,
    readonly target: Target,
    private readonly latest: Latest,
  ) {}

  /** Checks until the signal fires. */
  async watch(signal: AbortSignal, onChange: () => void): Promise<void> {
    while (!signal.aborted) {
      await this.latest.fresh().catch(() => undefined);
      const group = this.latest.prepared.model.targetGroups.find(({ id }) => id === this.groupId);
      if (group !== undefined) {
        const found = await this.#check(group);
        const before = this.state;
        this.#enter(found, group);
        if (before.State !== this.state.State || before.Description !== this.state.Description) onChange();
      }
      const seconds = group?.health.intervalSeconds ?? 1;
      await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @param found undefined for a success */
  #enter(found: TargetState | undefined, { health }: TargetGroup): void {
    if (this.state === DRAINING) return;
    const success = found === undefined;
    this.#streak = success === this.#lastSucceeded ? this.#streak + 1 : 1;
    this.#lastSucceeded = success;
    const isFirst = this.state.State === 'initial' || this.state.State === 'unused';
    if (success && this.#streak >= (isFirst ? 1 : health.healthyThreshold)) {
      [this.state, this.wasHealthy] = [{ State: 'healthy' }, true];
    } else if (
      found !== undefined &&
      (found.State === 'unused' || this.#streak >= health.unhealthyThreshold)
    ) {
      this.state = found;
    }
  }

  async #check(group: TargetGroup): Promise<TargetState | undefined> {
    const { prepared } = this.latest;
    const balancers = prepared.model.loadBalancers.filter(({ listeners }) =>
      listeners.some(({ rules, defaultActions }) =>
        [...defaultActions, ...rules.flatMap(({ actions }) => actions)].some(
          (action) =>
            action.kind === 'forward' && action.targets.some(({ targetGroup }) => targetGroup === group.id),
        ),
      ),
    );
    if (balancers.length === 0) return UNUSED;
    const { path, port, matcher, timeoutSeconds } = group.health;
    const checked = port === 'traffic-port' ? this.target.port : Number(port);
    const flow = judgeFlow(
      prepared.network,
      balancers.flatMap((balancer) => endsOf(prepared.network, balancer)),
      [this.target.end],
      'tcp',
      checked,
    );
    if (flow.verdict !== 'allowed') return unhealthy('Timeout', 'Request timed out');
    const status = await statusOf(this.target.address, checked, path, timeoutSeconds * 1000);
    if (status === 'timeout') return unhealthy('Timeout', 'Request timed out');
    if (status === 'refused') return unhealthy('FailedHealthChecks', 'Health checks failed');
    if (matches(matcher, status)) return undefined;
    return unhealthy('ResponseCodeMismatch', `Health checks failed with these codes: [${status}]`);
  }
}

function statusOf(
  host: string,
  port: number,
  path: string,
  milliseconds: number,
): Promise<number | 'timeout' | 'refused'> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(milliseconds);
    const headers = { 'User-Agent': 'ELB-HealthChecker/2.0', Connection: 'close' };
    get({ host, port, path, headers, signal }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).once('error', () => {
      resolve(signal.aborted ? 'timeout' : 'refused');
    });
  });
}
