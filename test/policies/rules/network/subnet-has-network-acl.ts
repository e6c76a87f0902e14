import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: "A subnet in no ACL of ours gets the VPC's default one, which lets everything through.",
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_subnet'), (subnet) => {
      const acls = [
        ...estate.referringTo(subnet, 'subnet_ids', 'aws_network_acl'),
        ...estate.referringTo(subnet, 'subnet_id', 'aws_network_acl_association'),
      ];
      return unless(acls.length === 1, `it is in ${acls.length} network ACLs; it has to be in one`);
    }),
};
