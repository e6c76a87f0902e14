import { addressEnds, endsOf, Flow, internetEnds, judgeFlow, serviceEnds } from '../model/ends';
import { Model, placementsOf, serviceName } from '../model/model';
import { PreparedModel } from '../model/request';
import { Placement } from '../model/services';
import { End } from '../model/vpc/packet';

/** A name that people ask about, and where its packets come from and go to. */
export interface Node {
  readonly name: string;
  /** Placement in the VPC; undefined for the internet and for a service behind a gateway endpoint. */
  readonly placement: Placement | undefined;
  readonly ends: readonly End[];
}

/** Model of one environment under the names that people use. */
export class Reach {
  readonly prepared: PreparedModel;
  readonly nodes: ReadonlyMap<string, Node>;
  /** Names of the AWS services that endpoints lead to. */
  readonly services: ReadonlySet<string>;

  constructor(
    readonly environment: string,
    readonly model: Model,
  ) {
    this.prepared = new PreparedModel(model);
    const { network } = this.prepared;
    const placed = placementsOf(model).map((placement): Node => {
      const name = shortName(placement, environment);
      return { name, placement, ends: endsOf(network, placement) };
    });
    const named = model.network.endpoints.map(({ service }): Node => {
      const name = serviceName(service);
      const { placement } = placed.find((node) => node.name === name) ?? {};
      return { name, placement, ends: serviceEnds(model, network, name) ?? [] };
    });
    this.services = new Set(named.map(({ name }) => name));
    const internet: Node = { name: 'internet', placement: undefined, ends: internetEnds(network) };
    this.nodes = new Map([...placed, ...named, internet].map((node) => [node.name, node]));
  }

  /** Ends behind a name or an IPv4 address; undefined for an unknown one. */
  ends(name: string): readonly End[] | undefined {
    return this.nodes.get(name)?.ends ?? addressEnds(this.prepared.network, name);
  }

  flow(source: readonly End[], destination: readonly End[], protocol: string, port: number): Flow {
    return judgeFlow(this.prepared.network, source, destination, protocol, port);
  }
}

/** `vets-service` of `petclinic-dev-vets-service`; the database is `aurora`, the load balancer `alb`. */
export function shortName({ kind, name }: Placement, environment: string): string {
  if (kind === 'database') return 'aurora';
  if (kind === 'load-balancer') return 'alb';
  return name.split(`-${environment}-`)[1] ?? name;
}
