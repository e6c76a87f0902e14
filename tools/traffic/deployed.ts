import { End } from '../model/vpc/packet';
import { Model } from '../model/model';
import { PreparedModel } from '../model/request';
import { EcsService } from '../model/services';
import { ClientPlace } from '../support/emulator-place';

/** A task whose processes run here. */
export interface RunningTask {
  readonly arn: string;
  readonly service: EcsService;
  /** Loopback address, such as `127.4.5.6`, at which its processes listen. */
  readonly address: string;
  /** Private address in one of the service's subnets. */
  readonly vpcAddress: string;
  /** The task's end of a packet, for the packet model. */
  readonly end: End;
  /** Port of its first target, else of its first port mapping; 0 without any. */
  readonly port: number;
  /** Ids of its target groups. */
  readonly targetGroups: readonly string[];
  /** False while one of its target groups, or the health check of a container, finds it unhealthy. */
  readonly healthy: boolean;
}

/** Resources that are deployed on the emulator, as the AWS API describes them, and the running tasks. */
export interface Deployed {
  readonly model: Model;
  readonly prepared: PreparedModel;
  /** Address of the AWS API, such as `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Accounts and regions in which something is deployed. */
  readonly places: readonly ClientPlace[];
  /** Resolves when every change that is known of is in the model: at once when there is none. Await it for each request. */
  fresh(): Promise<void>;
  tasks(): readonly RunningTask[];
  /** Tasks that are healthy in a target group, by its id. */
  healthy(targetGroup: string): readonly RunningTask[];
  /** Calls the listener when something changed, before it is read. */
  onChange(listener: () => void): void;
}
