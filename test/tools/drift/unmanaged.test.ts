import { findUnmanaged } from '../../../tools/drift/unmanaged';
import { StateModule, StateResource } from '../../../tools/plan-report/plan-json';
import { StackPlan } from '../../../tools/plan-report/stack-plan';
import { planOf } from '../plan-report/plans';

const resource = (address: string, values: Record<string, unknown>): StateResource => ({
  address,
  mode: 'managed',
  type: address.split('.').at(-2) ?? '',
  values,
});
const stack = (name: string, root: StateModule): StackPlan => ({
  stack: name,
  dependencies: [],
  plan: { ...planOf(), prior_state: { values: { root_module: root } } },
});
/** Findings in one stack with these resources. */
const found = (...resources: readonly StateResource[]): string[] | undefined =>
  findUnmanaged([stack('dev-network', { resources })])?.map(
    ({ address, description }) => `${address}: ${description}`,
  );

const open = {
  protocol: 'tcp',
  from_port: 443,
  to_port: 443,
  cidr_blocks: [] as string[],
  ipv6_cidr_blocks: [] as string[],
  prefix_list_ids: [] as string[],
  security_groups: [] as string[],
  self: false,
};
const group = (ingress: readonly object[], egress: readonly object[] = []): StateResource =>
  resource('aws_security_group.it', { id: 'sg-1', ingress, egress });
const rule = (direction: 'ingress' | 'egress', values: Record<string, unknown>): StateResource =>
  resource(`aws_vpc_security_group_${direction}_rule.it`, {
    security_group_id: 'sg-1',
    ip_protocol: 'tcp',
    from_port: 443,
    to_port: 443,
    ...values,
  });

describe('a security group', () => {
  test.each([
    ['an address range', { cidr_blocks: ['10.0.0.0/16'] }, { cidr_ipv4: '10.0.0.0/16', cidr_ipv6: '' }],
    ['a range of IPv6', { ipv6_cidr_blocks: ['::/0'] }, { cidr_ipv6: '::/0', cidr_ipv4: null }],
    ['a prefix list', { prefix_list_ids: ['pl-1'] }, { prefix_list_id: 'pl-1' }],
    ['a group', { security_groups: ['sg-2'] }, { referenced_security_group_id: 'sg-2' }],
    ['itself', { self: true }, { referenced_security_group_id: 'sg-1' }],
    [
      'everything, in the two ways in which that is told',
      { protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['10.0.0.0/16'] },
      { ip_protocol: '-1', from_port: null, to_port: null, cidr_ipv4: '10.0.0.0/16' },
    ],
    [
      'a protocol by number',
      { cidr_blocks: ['10.0.0.0/16'] },
      { ip_protocol: '6', cidr_ipv4: '10.0.0.0/16' },
    ],
  ])('rule for %s: the one that a resource made is known, and no other', (_, seen, made) => {
    const ingress = [{ ...open, ...seen }];
    expect(found(group(ingress), rule('ingress', made))).toEqual([]);
    expect(found(group(ingress))).toHaveLength(1);
    // Made for the other way, another port, another group: none of them is this one.
    expect(found(group(ingress), rule('egress', made))).toHaveLength(1);
    expect(found(group(ingress), rule('ingress', { ...made, ip_protocol: 'udp' }))).toHaveLength(1);
    expect(found(group(ingress), rule('ingress', { ...made, security_group_id: 'sg-9' }))).toHaveLength(1);
  });

  test('AWS shows rules of the same ports as one: each of its ranges counts', () => {
    const ingress = [{ ...open, cidr_blocks: ['10.0.0.0/16', '0.0.0.0/0'], security_groups: ['sg-2'] }];
    const known = [
      rule('ingress', { cidr_ipv4: '10.0.0.0/16' }),
      rule('ingress', { referenced_security_group_id: 'sg-2' }),
    ];
    expect(found(group(ingress), ...known)).toEqual([
      'aws_security_group.it: ingress tcp 443 from 0.0.0.0/0',
    ]);
  });

  test('a rule that another stack made is known', () => {
    const seen = group([], [{ ...open, from_port: 1024, to_port: 65535, cidr_blocks: ['10.0.0.0/16'] }]);
    const made = rule('egress', { from_port: 1024, to_port: 65535, cidr_ipv4: '10.0.0.0/16' });
    const network = stack('dev-network', { resources: [seen] });
    expect(findUnmanaged([network, stack('dev-data', { child_modules: [{ resources: [made] }] })])).toEqual(
      [],
    );
    expect(findUnmanaged([network, stack('dev-data', {})])).toEqual([
      {
        stack: 'dev-network',
        address: 'aws_security_group.it',
        description: 'egress tcp 1024-65535 to 10.0.0.0/16',
        removal:
          'aws ec2 revoke-security-group-egress --group-id sg-1 --ip-permissions ' +
          `'[{"IpProtocol":"tcp","FromPort":1024,"ToPort":65535,"IpRanges":[{"CidrIp":"10.0.0.0/16"}]}]'`,
      },
    ]);
  });
});

test('a policy of a role, put into it or attached', () => {
  const role = resource('aws_iam_role.it', {
    id: 'it',
    inline_policy: [{ name: 'mine', policy: '{}' }, { name: 'stranger', policy: '{}' }, { name: '' }],
    managed_policy_arns: [
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ],
  });
  const own = [
    resource('aws_iam_role_policy.it', { role: 'it', name: 'mine' }),
    resource('aws_iam_role_policy.other', { role: 'other', name: 'stranger' }),
    resource('aws_iam_role_policy_attachment.it', {
      role: 'it',
      policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    }),
  ];
  expect(found(role, ...own)).toEqual([
    'aws_iam_role.it: attached policy arn:aws:iam::aws:policy/AdministratorAccess',
    'aws_iam_role.it: inline policy stranger',
  ]);
});

test('a route, and a rule of a network ACL', () => {
  const table = resource('aws_route_table.it', {
    id: 'rtb-1',
    route: [
      { cidr_block: '0.0.0.0/0', ipv6_cidr_block: '', destination_prefix_list_id: '' },
      { cidr_block: '', ipv6_cidr_block: '::/0', destination_prefix_list_id: '' },
    ],
  });
  const way = resource('aws_route.it', { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0' });
  const line = { action: 'allow', protocol: '6', from_port: 22, to_port: 22, cidr_block: '0.0.0.0/0' };
  const acl = resource('aws_network_acl.it', {
    id: 'acl-1',
    ingress: [
      { ...line, rule_no: 100 },
      { ...line, rule_no: 7 },
    ],
    egress: [{ ...line, rule_no: 7 }],
  });
  const lines = [
    resource('aws_network_acl_rule.a', { network_acl_id: 'acl-1', egress: false, rule_number: 100 }),
    resource('aws_network_acl_rule.b', { network_acl_id: 'acl-1', egress: true, rule_number: 7 }),
  ];
  expect(found(table, way, acl, ...lines)).toEqual([
    'aws_network_acl.it: ingress rule 7: allow tcp 22 from 0.0.0.0/0',
    'aws_route_table.it: route to ::/0',
  ]);
});

test('where a stack could not be planned, nobody knows what its own parts are', () => {
  const seen = stack('dev-network', { resources: [group([{ ...open, cidr_blocks: ['0.0.0.0/0'] }])] });
  expect(
    findUnmanaged([seen, { stack: 'dev-data', dependencies: [], problem: 'Error: no' }]),
  ).toBeUndefined();
});

describe('the command that removes a part', () => {
  const removals = (...resources: readonly StateResource[]): string[] | undefined =>
    findUnmanaged([stack('dev-network', { resources })])?.map(({ removal }) => removal);

  test('of all traffic names no port, and of a group of another account that account', () => {
    const all = { ...open, protocol: '-1', from_port: 0, to_port: 0, ipv6_cidr_blocks: ['::/0'] };
    expect(removals(group([all, { ...open, security_groups: ['123456789012/sg-2'] }]))).toEqual([
      `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"-1","Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]'`,
      `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"UserIdGroupPairs":[{"GroupId":"sg-2","UserId":"123456789012"}]}]'`,
    ]);
  });

  test('is of the part alone, whatever it is named', () => {
    const role = resource('aws_iam_role.it', {
      id: 'it',
      inline_policy: [{ name: "its'; name" }],
      managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    });
    const table = resource('aws_route_table.it', { id: 'rtb-1', route: [{ ipv6_cidr_block: '::/0' }] });
    const rule = { action: 'allow', protocol: '6', from_port: 22, to_port: 22, cidr_block: '0.0.0.0/0' };
    const acl = resource('aws_network_acl.it', { id: 'acl-1', egress: [{ ...rule, rule_no: 7 }] });
    expect(removals(role, table, acl)).toEqual([
      'aws iam detach-role-policy --role-name it --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
      "aws iam delete-role-policy --role-name it --policy-name 'its'\\''; name'",
      'aws ec2 delete-network-acl-entry --network-acl-id acl-1 --rule-number 7 --egress',
      'aws ec2 delete-route --route-table-id rtb-1 --destination-ipv6-cidr-block ::/0',
    ]);
  });
});

test('a stack without a state has no parts', () => {
  expect(findUnmanaged([{ stack: 'dev-network', dependencies: [], plan: planOf() }])).toEqual([]);
});
