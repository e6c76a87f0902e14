import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface GroupConnectionProps {
  /** Security group of who opens connections. */
  readonly fromGroupId: string;
  /** Security group of who accepts them. */
  readonly toGroupId: string;
  readonly tcpPort: number;
  /** Who talks to whom, in letters, digits and `. _-:/()#,@[]+=&;{}!$*`. */
  readonly description: string;
}

/**
 * Lets the members of one security group open TCP connections to those of another: the way out of the one and the way
 * into the other. It belongs to the stack that opens the connections, also where the other group is of an earlier one.
 */
export class GroupConnection extends Construct {
  /** What uses the connection as soon as it is made depends on both. */
  readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: GroupConnectionProps) {
    super(scope, id);
    const { fromGroupId, toGroupId, tcpPort, description } = props;
    const traffic = { ipProtocol: 'tcp', fromPort: tcpPort, toPort: tcpPort, description };
    this.rules = [
      new VpcSecurityGroupEgressRule(this, 'out', {
        ...traffic,
        securityGroupId: fromGroupId,
        referencedSecurityGroupId: toGroupId,
      }),
      new VpcSecurityGroupIngressRule(this, 'in', {
        ...traffic,
        securityGroupId: toGroupId,
        referencedSecurityGroupId: fromGroupId,
      }),
    ];
  }
}
