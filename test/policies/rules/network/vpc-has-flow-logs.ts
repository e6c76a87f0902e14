import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'Without flow logs of all traffic nobody can say later what talked to what, or was kept from it.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_vpc'), (vpc) =>
      unless(
        estate.referringTo(vpc, 'vpc_id', 'aws_flow_log').some(({ body }) => body['traffic_type'] === 'ALL'),
        'no aws_flow_log of all its traffic',
      ),
    ),
};
