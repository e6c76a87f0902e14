import { regionOf } from './client-options';
import { contentsInTheWay } from './contents';
import { readStackJson, Stack } from './graph';
import { Session } from './session';
import { deployedResources, StateResource } from './state';

/** Protection of a resource that would stop a destroy midway. */
export interface Protection {
  readonly stack: string;
  /** Terraform address, such as `aws_rds_cluster.aurora_cluster`. */
  readonly address: string;
  /** Description of the protection, such as `prevent_destroy`. */
  readonly by: string;
  /** Contents that AWS refuses to delete with the resource, such as `objects`; undefined for none. */
  readonly holds?: string;
}

/** The part of a stack's JSON that says what Terraform refuses to destroy. */
export interface Configured {
  /** Bodies by type and name. */
  readonly resource?: Readonly<
    Record<string, Readonly<Record<string, { readonly lifecycle?: Lifecycle | readonly Lifecycle[] }>>>
  >;
}
interface Lifecycle {
  readonly prevent_destroy?: boolean;
}

/** Attributes with which AWS services refuse a deletion. */
const SWITCHES = ['deletion_protection', 'deletion_protection_enabled', 'enable_deletion_protection'];

/** Checks whether `prevent_destroy` in the stack's JSON makes Terraform refuse to destroy the resource. */
function isPreventedBy({ resource = {} }: Configured, { address, type }: StateResource): boolean {
  const [name = ''] = address.slice(type.length + 1).split('[');
  const blocks = [resource[type]?.[name]?.lifecycle ?? []].flat();
  return blocks.some(({ prevent_destroy: prevents }) => prevents === true);
}

/**
 * Protections of the deployed resources of a stack: Terraform's `prevent_destroy`, as the JSON says it now, AWS's
 * deletion protection, as it was last applied, and contents.
 *
 * @param contents what resources hold, by address, where that is in the way
 */
export function protectionsIn(
  { name }: Pick<Stack, 'name'>,
  configured: Configured,
  resources: readonly StateResource[],
  contents: ReadonlyMap<string, string>,
): Protection[] {
  return resources.flatMap((resource) => {
    const { address, attributes } = resource;
    const holds = contents.get(address);
    const by = [
      ...(isPreventedBy(configured, resource) ? ['prevent_destroy'] : []),
      ...(SWITCHES.some((each) => attributes[each] === true) ? ['deletion protection'] : []),
      ...(holds === undefined ? [] : [`it holds ${holds}`]),
    ];
    if (by.length === 0) return [];
    return [{ stack: name, address, by: by.join(', '), ...(holds === undefined ? {} : { holds }) }];
  });
}

/** Reads the state of a stack and finds the protections of its deployed resources. */
export async function findProtections(stack: Stack, session: Session): Promise<Protection[]> {
  const resources = await deployedResources(session, stack.name);
  const contents = await contentsInTheWay(session, regionOf(stack), resources);
  return protectionsIn(stack, readStackJson(stack) as Configured, resources, contents);
}

/** An environment cannot be destroyed; nothing of it was touched. */
export class ProtectedError extends Error {
  constructor(
    environment: string,
    /** Protections, in the order of the stacks. */
    readonly protections: readonly Protection[],
  ) {
    super(`${environment} is protected by ${protections.map(({ address }) => address).join(', ')}`);
    this.name = 'ProtectedError';
  }
}
