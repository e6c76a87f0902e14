import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/**
 * Moves a resource, or all below a construct, from the address that it had when the construct had another id: Terraform then
 * changes or replaces it in order, and does not destroy one while it makes the other.
 *
 * @param formerId undefined for a construct that always had its id
 * @see https://developer.hashicorp.com/terraform/language/block/moved
 */
export function moveFrom(construct: Construct, formerId: string | undefined): void {
  if (formerId === undefined) return;
  const [, ...ids] = construct.node.path.split('/');
  const former = [...ids.slice(0, -1), formerId].join('_');
  for (const element of construct.node.findAll()) {
    if (!TerraformResource.isTerraformResource(element)) continue;
    const rest = element.friendlyUniqueId.slice(ids.join('_').length);
    element.moveFromId(`${element.terraformResourceType}.${former}${rest}`);
  }
}
