import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Vpc as AwsVpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';

export interface VpcProps {
  readonly name: string;
  /** IPv4 network, such as `10.0.0.0/16`. */
  readonly cidr: string;
}

/** A VPC with DNS, which endpoints with private names need, and a default security group that lets nothing through. */
export class Vpc extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, { name, cidr }: VpcProps) {
    super(scope, id);
    const vpc = new AwsVpc(this, 'vpc', {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    // Adopted with no rule: whatever is launched without a group of its own reaches nothing.
    new DefaultSecurityGroup(this, 'default-security-group', {
      vpcId: vpc.id,
      tags: { Name: `${name}-default-unused` },
    });
    this.id = vpc.id;
  }
}
