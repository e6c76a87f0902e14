import { at, each, Mutations, set, withStatement } from './mutation';

const VPC = 'dev-network/aws_vpc.vpc_vpc';
const APP_SUBNET = 'prod-network/aws_subnet.app_subnet-a';
const ENDPOINT_GROUP = 'prod-network/aws_security_group.endpoint-security-group_group';
const ACL = 'prod-network/aws_network_acl.public_acl_acl';

/** Ways to break the rules of the network. */
export const network: Mutations = {
  'network-acl-rules-are-valid': [
    at(ACL, set('rule_number', 100, 'prod-network/aws_network_acl_rule.public_acl_in-https-from-any')),
  ],
  'resource-has-no-public-ip': [at(APP_SUBNET, set('map_public_ip_on_launch', true))],
  'security-group-fits-rule-quota': [
    at(ENDPOINT_GROUP, (sandbox) => {
      for (let i = 0; i <= 60; i += 1) {
        sandbox.add('prod-network', 'aws_vpc_security_group_ingress_rule', `rule-${i}`, {
          security_group_id: '${aws_security_group.endpoint-security-group_group.id}',
        });
      }
    }),
  ],
  'security-group-has-no-inline-rules': [at(ENDPOINT_GROUP, set('ingress', [{ from_port: 443 }]))],
  's3-endpoint-allows-image-layers': each(
    'dev-network/aws_vpc_endpoint.s3-endpoint_endpoint',
    set('policy', undefined),
    withStatement('ImageLayersOfEcr', { Resource: ['arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*'] }),
    withStatement('ImageLayersOfEcr', {
      Condition: { StringEquals: { 'aws:PrincipalAccount': '123456789012' } },
    }),
  ),
  'vpc-endpoint-has-policy': [
    at('dev-network/aws_vpc_endpoint.kms-endpoint_endpoint', set('policy', undefined)),
  ],
  'vpc-has-flow-logs': [
    at(VPC, set('traffic_type', 'REJECT', 'dev-network/aws_flow_log.flow-logs_flow-log')),
  ],
};
