import { contentsInTheWay } from './contents';
import { readStackJson, Stack } from './graph';
import { Session } from './session';
import { deployedResources, StateResource } from './state';

/** Something that would stop a destroy somewhere on its way. */
export interface Protection {
  readonly stack: string;
  /** Such as `aws_rds_cluster.aurora_cluster`. */
  readonly address: string;
  /** What protects it, in words. */
  readonly by: string;
  /** What it holds, if that is in the way, such as `objects`. */
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

/** What AWS's services call the switch because of which they refuse a deletion. */
const SWITCHES = ['deletion_protection', 'deletion_protection_enabled', 'enable_deletion_protection'];

/** Whether the stack's JSON has Terraform refuse the plan. */
function isPreventedBy({ resource = {} }: Configured, { address, type }: StateResource): boolean {
  const [name = ''] = address.slice(type.length + 1).split('[');
  const blocks = [resource[type]?.[name]?.lifecycle ?? []].flat();
  return blocks.some(({ prevent_destroy: prevents }) => prevents === true);
}

/**
 * What protects the deployed resources of a stack: Terraform's `prevent_destroy`, which counts as the JSON says it now,
 * and AWS's protection, which counts as it was applied.
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

/** What protects the deployed resources of one stack. */
export async function findProtections(stack: Stack, session: Session): Promise<Protection[]> {
  const resources = await deployedResources(session, stack.name);
  const contents = await contentsInTheWay(session, resources);
  return protectionsIn(stack, readStackJson(stack) as Configured, resources, contents);
}

/** An environment cannot be destroyed; nothing of it was touched. */
export class ProtectedError extends Error {
  constructor(
    environment: string,
    /** In the order of the stacks. */
    readonly protections: readonly Protection[],
  ) {
    super(`${environment} is protected by ${protections.map(({ address }) => address).join(', ')}`);
    this.name = 'ProtectedError';
  }
}
