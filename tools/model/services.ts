import { ClientKind } from './vpc/protocols';

/** Network interfaces of one service: their subnets and security groups. */
export interface Placement {
  readonly id: string;
  /** Physical name, such as `petclinic-dev-vets-service`. */
  readonly name: string;
  readonly kind: ClientKind;
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  /** True when its interfaces have public addresses. */
  readonly isPublic: boolean;
}

export interface EcsService extends Placement {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly desiredCount: number;
  /** Seconds since 1970: a forced deployment replaces the tasks that were made before. 0 for none. */
  readonly renewedAt: number;
  readonly targets: readonly { readonly targetGroup: string; readonly port: number }[];
  /** Ids of the Cloud Map services that its tasks register in. */
  readonly registries: readonly string[];
}

export interface Function extends Placement {
  readonly aliases: readonly { readonly id: string; readonly name: string }[];
}

export interface Database extends Placement {
  readonly port: number;
  /** Names under which it is found; undefined where only AWS assigns them. */
  readonly endpoint: string | undefined;
  readonly readerEndpoint: string | undefined;
  /** Instances with their availability zones; the writer first. */
  readonly instances: readonly { readonly zone: string; readonly isWriter: boolean }[];
}

export interface DiscoveryService {
  readonly id: string;
  /** DNS name, such as `vets-service.petclinic.local`. */
  readonly name: string;
}

export interface Services {
  /** EC2 instances. */
  readonly instances: readonly Placement[];
  readonly ecs: readonly EcsService[];
  readonly functions: readonly Function[];
  readonly databases: readonly Database[];
  readonly discovery: readonly DiscoveryService[];
  /** Alias records of hosted zones; the target is a DNS name or the id of a load balancer. */
  readonly records: readonly { readonly name: string; readonly target: string }[];
}
