import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface GroupConnectionProps {
  /** Security group that opens connections. */
  readonly fromGroupId: string;
  /** Security group that accepts them. */
  readonly toGroupId: string;
  readonly tcpPort: number;
  /**
   * Values of resources, such as `aws_ssm_parameter.port.value`: where one changes, both rules are made anew, before the old ones
   * go. @default the rules are changed in place, which cuts off who still needs them as they were
   */
  readonly replacedWith?: string[];
  /** Description of both rules, in letters, digits and `. _-:/()#,@[]+=&;{}!$*`. */
  readonly description: string;
}

/**
 * Lets the members of one security group open TCP connections to those of another: an egress rule and an ingress rule.
 * It belongs to the stack that opens the connections, even if an earlier stack owns the other group.
 */
export class GroupConnection extends Construct {
  /** Egress and ingress rule, for resources to depend on that use the connection as soon as they are made. */
  readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: GroupConnectionProps) {
    super(scope, id);
    const { fromGroupId, toGroupId, tcpPort, replacedWith, description } = props;
    const traffic = {
      ipProtocol: 'tcp',
      fromPort: tcpPort,
      toPort: tcpPort,
      description,
      lifecycle:
        replacedWith === undefined
          ? undefined
          : { createBeforeDestroy: true, replaceTriggeredBy: replacedWith },
    };
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
