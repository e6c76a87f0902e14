import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';

export interface SecurityGroupProps {
  /** Prefix of the group's name; AWS appends a suffix. */
  readonly name: string;
  /** Changing it replaces the group. */
  readonly description: string;
  readonly vpcId: string;
}

/**
 * A security group that lets nothing through: each rule is a resource of its own, made by the stack whose traffic it is.
 *
 * A group that is replaced has to exist beside the old one until its users have moved, so its name is only a prefix.
 */
export class SecurityGroup extends Construct {
  readonly id: string;
  /** Address of the id, such as `aws_security_group.tasks_group.id`, for what is replaced with the group. */
  readonly idAddress: string;

  constructor(scope: Construct, id: string, { name, description, vpcId }: SecurityGroupProps) {
    super(scope, id);
    const group = new AwsSecurityGroup(this, 'group', {
      namePrefix: `${name}-`,
      description,
      vpcId,
      tags: { Name: name },
      lifecycle: { createBeforeDestroy: true },
    });
    this.id = group.id;
    this.idAddress = `${group.terraformResourceType}.${group.friendlyUniqueId}.id`;
  }
}
