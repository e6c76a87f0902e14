import { Wafv2IpSet } from '@cdktf/provider-aws/lib/wafv2-ip-set';
import { Construct } from 'constructs';

export interface AddressSetProps {
  readonly name: string;
  readonly description: string;
  /** IPv4 networks from /1 to /32. An empty list makes a set that matches no address. */
  readonly cidrs: readonly string[];
}

/** Addresses that a rule of a web ACL refers to. */
export class AddressSet extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, description, cidrs }: AddressSetProps) {
    super(scope, id);
    this.arn = new Wafv2IpSet(this, 'set', {
      name,
      description,
      scope: 'REGIONAL',
      ipAddressVersion: 'IPV4',
      addresses: [...cidrs].sort(),
    }).arn;
  }
}
