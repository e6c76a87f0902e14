import { Resource } from '../../support/estate';

/** A container of a task definition, as far as the policies look at it. Values may hold Terraform references. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  /** CPU in units of 1/1024 vCPU. */
  readonly cpu: number;
  /** Memory in MiB. */
  readonly memory: number;
  readonly readonlyRootFilesystem: boolean;
  readonly portMappings: readonly { readonly containerPort: number }[];
  readonly mountPoints: readonly { readonly containerPath: string; readonly readOnly?: boolean }[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly dependsOn: readonly { readonly containerName: string; readonly condition: string }[];
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: Readonly<Record<string, string>>;
  };
  /** Seconds between the request to stop and the kill. */
  readonly stopTimeout: number;
  readonly healthCheck?: { readonly command: readonly string[]; readonly startPeriod?: number };
}

/** Values that ECS takes where a definition says nothing. */
const UNSAID: Container = {
  name: '',
  image: '',
  essential: true,
  cpu: 0,
  memory: 0,
  readonlyRootFilesystem: false,
  portMappings: [],
  mountPoints: [],
  environment: [],
  secrets: [],
  dependsOn: [],
  stopTimeout: 30,
};

/** @throws when the definitions cannot be read before Terraform runs */
export function containersOf(task: Resource): Container[] {
  const definitions = task.body['container_definitions'];
  if (typeof definitions !== 'string' || !definitions.startsWith('[')) {
    throw new Error(
      `${task.address}: container_definitions is no JSON that can be read before Terraform runs`,
    );
  }
  return (JSON.parse(definitions) as Partial<Container>[]).map((container) => ({ ...UNSAID, ...container }));
}

/** A variable in clear. */
export const variable = ({ environment }: Container, name: string): string | undefined =>
  environment.find((one) => one.name === name)?.value;
