import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/**
 * Moves the resources below a construct from the addresses that they had when constructs on their paths had other ids: Terraform
 * then changes or replaces each in order, and does not destroy it while it makes another.
 *
 * @param formerIds former ids of constructs, by the ids that they have now
 * @see https://developer.hashicorp.com/terraform/language/block/moved
 */
export function moveFrom(scope: Construct, formerIds: Readonly<Record<string, string>>): void {
  for (const element of scope.node.findAll()) {
    if (!TerraformResource.isTerraformResource(element)) continue;
    const [, ...ids] = element.node.path.split('/');
    const address = ids.map((id) => formerIds[id] ?? id).join('_');
    if (address !== element.friendlyUniqueId)
      element.moveFromId(`${element.terraformResourceType}.${address}`);
  }
}
