import { setTimeout as sleep } from 'node:timers/promises';
import { readAws } from '../model/aws/read';
import { Model } from '../model/model';
import { PreparedModel } from '../model/request';
import { emulatorPlace, ClientPlace } from '../support/emulator-place';

/** Milliseconds between two tries to reach the emulator. */
const PAUSE = 500;

/** Tries to read a model: what is listed may be gone when it is asked about. */
const TRIES = 3;

/** The emulator's counter of changes, and the accounts and regions in which something is deployed. */
interface Changes {
  readonly count: number;
  readonly places: readonly { readonly account: string; readonly region: string }[];
  /** True when any ECS service is active. */
  readonly runs: boolean;
}

const NOTHING: Model = {
  network: {
    ...{ vpcs: [], subnets: [], routeTables: [], acls: [], groups: [], endpoints: [], natGateways: [] },
    prefixLists: [],
  },
  ...{ firewalls: [], apis: [], loadBalancers: [], targetGroups: [] },
  services: { instances: [], ecs: [], functions: [], databases: [], discovery: [], records: [] },
};

/** The models of several accounts and regions in one: no id is in two of them. */
export function merged(models: readonly Model[]): Model {
  const join = <T extends object>(values: readonly T[], empty: T): T =>
    Object.fromEntries(
      Object.keys(empty).map((key) => [key, values.flatMap((value) => value[key as keyof T] as unknown[])]),
    ) as T;
  const { network, services, ...lists } = NOTHING;
  return {
    ...join(models, lists as Model),
    network: join(
      models.map((model) => model.network),
      network,
    ),
    services: join(
      models.map((model) => model.services),
      services,
    ),
  };
}

/**
 * Model of what is deployed on an emulator, read through the AWS API alone. It is read again when somebody asks for it and
 * the emulator's counter of changes has moved: nothing is read for nobody.
 */
export class LiveModel {
  model: Model = NOTHING;
  prepared = new PreparedModel(NOTHING);
  #changes: Changes = { count: -1, places: [], runs: false };
  #readAt = -1;
  #reading: Promise<void> | undefined;
  readonly #listeners: (() => void)[] = [];

  constructor(readonly endpoint: string) {}

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  get runsServices(): boolean {
    return this.#changes.runs;
  }

  get places(): readonly ClientPlace[] {
    return this.#changes.places.map((place) => emulatorPlace(this.endpoint, place));
  }

  /** Asks for the counter for ever; the answer comes when it has moved. */
  async watch(): Promise<never> {
    for (;;) {
      try {
        const url = `${this.endpoint}/_emulator/changes?after=${this.#changes.count}`;
        const changes = (await (await fetch(url)).json()) as Changes;
        const moved = changes.count !== this.#changes.count;
        this.#changes = changes;
        if (moved) for (const tell of this.#listeners) tell();
      } catch {
        // The emulator is about to end, and this process with it.
        await sleep(PAUSE);
      }
    }
  }

  /** Resolves when every change that is known of is in the model. */
  async fresh(): Promise<void> {
    const { count } = this.#changes;
    while (this.#readAt < count) await (this.#reading ??= this.#read());
  }

  async #read(tries = TRIES): Promise<void> {
    const { count } = this.#changes;
    try {
      const models = this.places.map((place) => readAws(place, () => true));
      this.model = merged(await Promise.all(models));
      this.prepared = new PreparedModel(this.model);
      this.#readAt = count;
    } catch (error) {
      if (tries === 1) throw error;
      await this.#read(tries - 1);
    } finally {
      this.#reading = undefined;
    }
  }
}
