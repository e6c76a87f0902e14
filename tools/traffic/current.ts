import { Deployed } from './deployed';
import { LogDestinations, NO_LOGS, readLogDestinations } from './logs/destinations';

/** The deployed system as it is now, and where it writes its logs. */
export class Current {
  destinations: LogDestinations = NO_LOGS;
  #model: unknown;
  #reading: Promise<void> | undefined;

  constructor(
    readonly deployed: Deployed,
    private readonly onError: (message: string) => void,
  ) {}

  /** Resolves when every change that is known of counts. */
  async fresh(): Promise<void> {
    await this.deployed.fresh();
    while (this.#model !== this.deployed.model) await (this.#reading ??= this.#read());
  }

  async #read(): Promise<void> {
    const { model, endpoint, places } = this.deployed;
    try {
      this.destinations = await readLogDestinations(endpoint, places, model);
    } catch (error) {
      // Something went away while it was asked about: the next change tells of it.
      this.onError(`Where logs go is not known: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.#model = model;
    this.#reading = undefined;
  }
}
