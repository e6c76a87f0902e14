import { readStackJson, Stack } from '../deploy/graph';

/** A resource as the synthesized JSON of a stack says it. */
export interface Declared {
  /** Terraform address, such as `aws_vpc.vpc`. */
  readonly address: string;
  readonly type: string;
  /** Attributes as declared; references are texts such as `${aws_vpc.vpc.id}`. */
  readonly attributes: unknown;
}

/** The resources that a stack declares itself, by address. What its modules declare is not among them. */
export function declaredIn(stack: Stack): Declared[] {
  const { resource = {} } = readStackJson(stack) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return Object.entries(resource)
    .flatMap(([type, named]) =>
      Object.entries(named).map(([name, attributes]) => ({ address: `${type}.${name}`, type, attributes })),
    )
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}
