import { IConstruct, Node } from 'constructs';

const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * The Terraform name of an element: the ids of its construct path below the stack, joined by `_`, such as
 * `app-tier_subnet-a`. Ids are kebab-case, so the join is reversible and two paths never give one name.
 *
 * Terraform addresses are a public contract: state, `moved` blocks and runbooks name them. That is why there
 * is no hash in them and why they are the same in every environment.
 *
 * @throws when an id of the path is not kebab-case
 */
export function stableAddress(node: Node, stack: IConstruct): string {
  const ids = node.scopes.slice(node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  for (const id of ids) {
    if (!KEBAB_CASE.test(id)) {
      throw new Error(
        `${node.path}: the construct id "${id}" cannot be part of a Terraform address; ` +
          'allowed: lower-case words and digits joined by single hyphens, beginning with a letter, such as "flow-logs"',
      );
    }
  }
  return ids.join('_');
}
