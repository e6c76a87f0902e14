import { NetworkAcl as AwsNetworkAcl } from '@cdktf/provider-aws/lib/network-acl';
import { NetworkAclRule } from '@cdktf/provider-aws/lib/network-acl-rule';
import { Construct } from 'constructs';
import { byKey, Keyed } from '../../lib/keyed';

/**
 * A rule that lets packets through. AWS tries a direction's rules in ascending order; it drops packets that none
 * allows.
 */
export interface AclRule {
  /** Number of the rule, 1 to 32766, unique in its direction. */
  readonly number: number;
  readonly cidr: string;
  /** TCP ports. @default every protocol and port */
  readonly tcpPorts?: { readonly from: number; readonly to: number };
}

/** Rules of both directions, keyed by purpose, such as `https-from-any`. At most 20 a direction. */
export interface AclRules {
  readonly inbound: Keyed<AclRule>;
  readonly outbound: Keyed<AclRule>;
}

export interface NetworkAclProps {
  readonly name: string;
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly rules: AclRules;
}

/**
 * A network ACL over subnets. It is stateless: an answer needs a rule of its own.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
export class NetworkAcl extends Construct {
  constructor(scope: Construct, id: string, { name, vpcId, subnetIds, rules }: NetworkAclProps) {
    super(scope, id);
    const acl = new AwsNetworkAcl(this, 'acl', { vpcId, subnetIds, tags: { Name: name } });
    const addRules = (direction: 'in' | 'out', directed: Keyed<AclRule>): void => {
      for (const [key, { number, cidr, tcpPorts }] of byKey(directed)) {
        new NetworkAclRule(this, `${direction}-${key}`, {
          networkAclId: acl.id,
          egress: direction === 'out',
          ruleNumber: number,
          ruleAction: 'allow',
          cidrBlock: cidr,
          protocol: tcpPorts === undefined ? '-1' : 'tcp',
          fromPort: tcpPorts?.from,
          toPort: tcpPorts?.to,
        });
      }
    };
    addRules('in', rules.inbound);
    addRules('out', rules.outbound);
  }
}
