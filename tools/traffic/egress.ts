import { Placement } from '../model/services';
import { Party } from './connections';
import { Deployed } from './deployed';
import { Ending, Forwarder } from './forwarder';

/** Task or function that opens connections. */
export interface Client extends Party {
  readonly placement: Placement;
  /** Id among all clients. */
  readonly id: string;
  /** Loopback network of its own, such as `127.4.5.`; its first address is the client's. */
  readonly network: string;
}

/** Port of a name, and the places that it leads to now. */
interface Destination {
  readonly name: string;
  readonly port: number;
  readonly endings: () => readonly Ending[];
}

interface Opened {
  /** Loopback addresses by name. */
  readonly addresses: Map<string, string>;
  /** Forwarders by name and port. */
  readonly forwarders: Map<string, Forwarder>;
}

/** Names of the VPC that tasks and functions connect to, each behind a forwarder of the client's own. */
export class Egress {
  readonly #clients = new Map<
    string,
    { addresses: Map<string, string>; forwarders: Map<string, Forwarder> }
  >();

  /** @param databases lines of the hosts file in which the emulator says where the databases listen */
  constructor(
    private readonly deployed: Deployed,
    private readonly databases: () => string,
  ) {
    deployed.onChange(() => {
      void deployed.fresh().then(() => {
        for (const { forwarders } of this.#clients.values())
          for (const forwarder of forwarders.values()) forwarder.endDenied();
      });
    });
  }

  /** Lines of a client's hosts file. Each name leads to a forwarder, which listens by then. */
  async hostsOf(client: Client): Promise<string> {
    const known: Opened = this.#clients.get(client.id) ?? { addresses: new Map(), forwarders: new Map() };
    this.#clients.set(client.id, known);
    const { addresses, forwarders } = known;
    const destinations = this.#destinations();
    for (const { name, port, endings } of destinations) {
      const address = addresses.get(name) ?? `${client.network}${String(addresses.size + 2)}`;
      addresses.set(name, address);
      const key = `${name}:${String(port)}`;
      if (forwarders.has(key)) continue;
      const forwarder = new Forwarder({ deployed: this.deployed, client, address, port, endings });
      forwarders.set(key, forwarder);
      await forwarder.listen();
    }
    const names = new Set(destinations.map(({ name }) => name));
    return [...names].map((name) => `${addresses.get(name) ?? ''} ${name}\n`).join('');
  }

  /** Ends the connections of a client that is gone. */
  end(id: string): void {
    this.#clients.get(id)?.forwarders.forEach((forwarder) => {
      forwarder.close();
    });
    this.#clients.delete(id);
  }

  #destinations(): Destination[] {
    const { databases, discovery, ecs } = this.deployed.model.services;
    const lines = this.databases()
      .split('\n')
      .map((line) => line.split(' '));
    const stores = lines.flatMap(([address = '', ...names]) => {
      const database = databases.find(({ endpoint = '' }) => names.includes(endpoint));
      if (database === undefined) return [];
      const endings = (): Ending[] => [{ placement: database, address }];
      return names.map((name) => ({ name, port: database.port, endings }));
    });
    const peers = discovery.flatMap(({ id, name }) => {
      const services = ecs.filter(({ registries }) => registries.includes(id));
      const ports = new Set(services.flatMap(({ targets }) => targets.map(({ port }) => port)));
      return [...ports].map((port) => ({ name, port, endings: () => this.#tasksIn(id) }));
    });
    return [...stores, ...peers];
  }

  #tasksIn(registry: string): Ending[] {
    const tasks = this.deployed.tasks().filter(({ service }) => service.registries.includes(registry));
    return tasks.map(({ service, end, address }) => ({ placement: service, end, address }));
  }
}
