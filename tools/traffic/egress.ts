import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
  readonly #clients = new Map<string, Opened>();

  constructor(
    private readonly deployed: Deployed,
    /** Hosts file in which the emulator says where the databases listen. */
    private readonly databases: string,
  ) {}

  /**
   * Brings a client's hosts file up to date, in place because it may be mounted: its own lines, and each name of the VPC with
   * the address of a forwarder, which listens by then.
   */
  async writeHosts(client: Client, file: string, own = ''): Promise<void> {
    const known: Opened = this.#clients.get(client.id) ?? { addresses: new Map(), forwarders: new Map() };
    this.#clients.set(client.id, known);
    const { addresses, forwarders } = known;
    const destinations = this.#destinations(client.placement);
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
    const text = own + [...names].map((name) => `${addresses.get(name) ?? ''} ${name}\n`).join('');
    // Whoever has ended meanwhile needs none.
    if (this.#clients.get(client.id) !== known) close(known);
    else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }

  /** Ends the connections of clients that are not among those that are there. */
  keep(ids: ReadonlySet<string>): void {
    for (const [id, opened] of this.#clients) {
      if (ids.has(id)) continue;
      close(opened);
      this.#clients.delete(id);
    }
  }

  /** Ends connections that the network, as it is now, lets nobody have. */
  reconsider(): void {
    for (const { forwarders } of this.#clients.values())
      for (const forwarder of forwarders.values()) forwarder.reconsider();
  }

  /** Names that a client finds: those of Cloud Map belong to one VPC, and other VPCs may have the same. */
  #destinations(client: Placement): Destination[] {
    const { databases, discovery, ecs } = this.deployed.model.services;
    const vpcsOf = ({ subnets }: Placement): (string | undefined)[] =>
      subnets.map((id) => this.deployed.prepared.network.subnets.get(id)?.vpc);
    const own = vpcsOf(client);
    const stores = [...this.#databaseNames()].flatMap(([name, { names }]) => {
      const database = databases.find(({ endpoint = '' }) => names.includes(endpoint));
      return database === undefined
        ? []
        : [{ name, port: database.port, endings: () => this.#databaseAt(name) }];
    });
    const peers = discovery.flatMap(({ id, name }) => {
      const services = ecs.filter(
        (service) => service.registries.includes(id) && vpcsOf(service).some((vpc) => own.includes(vpc)),
      );
      const ports = new Set(services.flatMap(({ targets }) => targets.map(({ port }) => port)));
      return [...ports].map((port) => ({ name, port, endings: () => this.#tasksIn(id) }));
    });
    return [...stores, ...peers];
  }

  #databaseAt(name: string): Ending[] {
    const { names = [], address = '' } = this.#databaseNames().get(name) ?? {};
    const { databases } = this.deployed.model.services;
    const database = databases.find(({ endpoint = '' }) => names.includes(endpoint));
    return database === undefined ? [] : [{ placement: database, address }];
  }

  /** Names of databases, each with all names of the same one and its address. */
  #databaseNames(): Map<string, { readonly names: readonly string[]; readonly address: string }> {
    const lines = existsSync(this.databases) ? readFileSync(this.databases, 'utf8').split('\n') : [];
    return new Map(
      lines.flatMap((line) => {
        const [address = '', ...names] = line.split(' ');
        return names.map((name) => [name, { names, address }] as const);
      }),
    );
  }

  #tasksIn(registry: string): Ending[] {
    const tasks = this.deployed.tasks().filter(({ service }) => service.registries.includes(registry));
    return tasks.map(({ service, end, address }) => ({ placement: service, end, address }));
  }
}

function close({ forwarders }: Opened): void {
  for (const forwarder of forwarders.values()) forwarder.close();
}
