import { loadEnvironments } from '../../src/config/load';
import { estateOf } from '../support/estate';
import { synthesize } from '../support/synthesis';

const { stacks } = estateOf(synthesize());
const network = (environment: string) => stacks[`${environment}-network`]?.resource ?? {};

test.each([
  ['dev', 14],
  ['prod', 90],
])('in %s flow logs are kept for %d days', (environment, days) => {
  expect(network(environment)['aws_cloudwatch_log_group']?.['flow-logs_log-group_group']).toMatchObject({
    retention_in_days: days,
    kms_key_id: '${data.terraform_remote_state.security.outputs.logs_key_arn}',
  });
});

test('each output is of the resources that its name says, in the order of the zones', () => {
  const outputs = stacks['dev-network']?.output ?? {};
  const subnets = (tier: string) => ['a', 'b'].map((zone) => `\${aws_subnet.${tier}_subnet-${zone}.id}`);
  expect(Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))).toEqual({
    app_subnet_ids: subnets('app'),
    db_subnet_ids: subnets('db'),
    dynamodb_prefix_list_id: '${aws_vpc_endpoint.dynamodb-endpoint_endpoint.prefix_list_id}',
    endpoint_security_group_id: '${aws_security_group.endpoint-security-group_group.id}',
    flow_log_group: '${aws_cloudwatch_log_group.flow-logs_log-group_group.name}',
    nat_gateway_ids: {
      a: '${aws_nat_gateway.internet_nat-gateway-a.id}',
      b: '${aws_nat_gateway.internet_nat-gateway-b.id}',
    },
    public_subnet_ids: subnets('public'),
    s3_prefix_list_id: '${aws_vpc_endpoint.s3-endpoint_endpoint.prefix_list_id}',
    vpc_id: '${aws_vpc.vpc_vpc.id}',
  });
});

/** Direction, protocol, ports and network of each rule, by ACL and by what the rule is for. */
function rulesOf(environment: string, tier: string): Record<string, string> {
  const rules = Object.entries(network(environment)['aws_network_acl_rule'] ?? {});
  return Object.fromEntries(
    rules
      .filter(([name]) => name.startsWith(`${tier}_acl_`))
      .map(([name, { egress, protocol, from_port, to_port, cidr_block }]) => [
        name.slice(`${tier}_acl_`.length),
        `${egress === true ? 'out' : 'in'} ${String(protocol)} ${String(from_port)}-${String(to_port)} ${String(cidr_block)}`,
      ]),
  );
}

test('the network ACLs let each tier do its work and its answers back, in prod as in dev', () => {
  for (const [environment, vpc] of [
    ['dev', '10.0'],
    ['prod', '10.1'],
  ] as const) {
    expect(rulesOf(environment, 'public')).toEqual({
      'in-http-from-any': 'in tcp 80-80 0.0.0.0/0',
      'in-https-from-any': 'in tcp 443-443 0.0.0.0/0',
      'in-all-from-vpc': `in -1 undefined-undefined ${vpc}.0.0/16`,
      'in-answers-from-any': 'in tcp 1024-65535 0.0.0.0/0',
      'out-all-to-any': 'out -1 undefined-undefined 0.0.0.0/0',
    });
    expect(rulesOf(environment, 'app')).toEqual({
      'in-all-from-vpc': `in -1 undefined-undefined ${vpc}.0.0/16`,
      'in-answers-from-any': 'in tcp 1024-65535 0.0.0.0/0',
      'out-all-to-vpc': `out -1 undefined-undefined ${vpc}.0.0/16`,
      'out-http-to-any': 'out tcp 80-80 0.0.0.0/0',
      'out-https-to-any': 'out tcp 443-443 0.0.0.0/0',
    });
    expect(rulesOf(environment, 'db')).toEqual({
      'in-mysql-from-app-a': `in tcp 3306-3306 ${vpc}.3.0/24`,
      'in-mysql-from-app-b': `in tcp 3306-3306 ${vpc}.4.0/24`,
      'out-answers-to-app-a': `out tcp 1024-65535 ${vpc}.3.0/24`,
      'out-answers-to-app-b': `out tcp 1024-65535 ${vpc}.4.0/24`,
    });
  }
});

test('a security group that is replaced stands beside the old one until its users have moved', () => {
  const group = network('dev')['aws_security_group']?.['endpoint-security-group_group'];
  expect(group).toMatchObject({
    name_prefix: 'petclinic-dev-endpoints-',
    lifecycle: { create_before_destroy: true },
  });
  expect(group).not.toHaveProperty('name');
});

test.each(['ecsExec', 'opsHost'] as const)(
  'with %s the network has the endpoint of operators’ sessions',
  (access) => {
    const [dev] = loadEnvironments();
    if (dev === undefined) throw new Error('there is no environment');
    const operatorAccess = { ...dev.operatorAccess, [access]: true };
    const { stacks: opened } = estateOf(synthesize({ environments: [{ ...dev, operatorAccess }] }));
    const endpoints = (resource = network('dev')) => Object.keys(resource['aws_vpc_endpoint'] ?? {});
    expect(endpoints(opened['dev-network']?.resource).filter((name) => !endpoints().includes(name))).toEqual([
      'ssmmessages-endpoint_endpoint',
    ]);
  },
);
