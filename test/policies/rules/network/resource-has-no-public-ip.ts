import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'What has a public address can be called from anywhere, past the gateway and its firewall.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_subnet'), ({ body }) =>
      unless(body['map_public_ip_on_launch'] === false, 'map_public_ip_on_launch is not false'),
    ),
    ...findingsAt(estate.ofType('aws_instance'), ({ body }) =>
      unless(body['associate_public_ip_address'] === false, 'associate_public_ip_address is not false'),
    ),
    ...findingsAt(estate.ofType('aws_ecs_service'), ({ body }) =>
      blocks(body, 'network_configuration').flatMap((network) =>
        unless(network['assign_public_ip'] === false, 'assign_public_ip is not false'),
      ),
    ),
    ...findingsAt(estate.ofType('aws_rds_cluster_instance', 'aws_db_instance'), ({ body }) =>
      unless(body['publicly_accessible'] === false, 'publicly_accessible is not false'),
    ),
  ],
};
