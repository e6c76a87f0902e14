import { findingsAt, Rule, unless } from '../../rule';
import { clusterParameters, isOn } from '../../support/databases';

export const rule: Rule = {
  reason: 'Aurora takes connections without TLS unless require_secure_transport is on.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html#AuroraMySQL.Security.SSL',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), (cluster) =>
      unless(
        isOn(clusterParameters(estate, cluster)['require_secure_transport']),
        'its parameter group does not set require_secure_transport to ON',
      ),
    ),
};
