import { join } from 'node:path';
import { Deployed } from '../deployed';
import { Egress } from '../egress';
import { newNetwork } from './network';
import { Task } from './task';

/** Hosts files in which tasks, and functions in the VPC, find the names of the VPC. */
export class HostsFiles {
  readonly #egress: Egress;
  readonly #functionNetworks = new Map<string, string>();

  constructor(
    private readonly deployed: Deployed,
    private readonly folder: string,
  ) {
    this.#egress = new Egress(deployed, join(folder, 'hosts'));
  }

  /** Writes them, and holds open connections against the model. What fails is in the log: the next change writes them again. */
  async update(tasks: readonly Task[]): Promise<void> {
    await this.#write(tasks).catch((error: unknown) => {
      console.error('traffic: hosts:', error);
    });
  }

  async #write(tasks: readonly Task[]): Promise<void> {
    const functions = this.deployed.model.services.functions.filter(({ subnets }) => subnets.length > 0);
    this.#egress.keep(new Set([...functions.map(({ id }) => id), ...tasks.map(({ arn }) => arn)]));
    for (const { id, name, ...rest } of functions) {
      const network = this.#functionNetworks.get(id) ?? newNetwork();
      this.#functionNetworks.set(id, network);
      const file = join(this.folder, `hosts-function-${name}`);
      await this.#egress.writeHosts({ id, network, placement: { id, name, ...rest } }, file);
    }
    for (const { arn, service, network, hostsFile } of tasks) {
      const { address, end } = network;
      const client = { id: arn, placement: service, end, network: address.slice(0, -1) };
      await this.#egress.writeHosts(client, hostsFile, `${address} localhost\n`);
    }
    this.#egress.reconsider();
  }
}
