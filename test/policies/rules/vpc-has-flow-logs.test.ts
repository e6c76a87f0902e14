import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { vpcHasFlowLogs } from './vpc-has-flow-logs';

const vpc = (log: Body) =>
  found(vpcHasFlowLogs, {
    aws_vpc: { main: {}, other: {} },
    aws_flow_log: { main: log, other: { vpc_id: '${aws_vpc.other.id}', traffic_type: 'ALL' } },
  });

test('a VPC with a log of all its traffic complies', () => {
  expect(vpc({ vpc_id: '${aws_vpc.main.id}', traffic_type: 'ALL' })).toEqual([]);
});

test.each([
  [{ vpc_id: '${aws_vpc.main.id}', traffic_type: 'REJECT' }],
  [{ vpc_id: '${aws_vpc.other.id}', traffic_type: 'ALL' }],
])('a VPC with %j is found', (log) => {
  expect(vpc(log)).toEqual(['aws_vpc.main']);
});
