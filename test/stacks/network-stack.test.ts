import { estateOf } from '../support/estate';
import { synthesize } from '../support/synthesis';
import { sampleEnvironments } from '../support/sample-estate';

const { stacks } = estateOf(synthesize());
const network = (environment: string) => stacks[`${environment}-network`]?.resource ?? {};

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

test.each(['ecsExec', 'opsHost'] as const)(
  'with %s the network has the endpoint of operators’ sessions',
  (access) => {
    const [dev] = sampleEnvironments();
    if (dev === undefined) throw new Error('there is no environment');
    const operatorAccess = { ...dev.operatorAccess, [access]: true };
    const { stacks: opened } = estateOf(synthesize({ environments: [{ ...dev, operatorAccess }] }));
    const endpoints = (resource = network('dev')) => Object.keys(resource['aws_vpc_endpoint'] ?? {});
    expect(endpoints(opened['dev-network']?.resource).filter((name) => !endpoints().includes(name))).toEqual([
      'ssmmessages-endpoint_endpoint',
    ]);
  },
);
