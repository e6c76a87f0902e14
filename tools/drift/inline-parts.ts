/** Attributes of a resource, as Terraform shows them. */
export type Values = Readonly<Record<string, unknown>>;

/** The identity of a part; begins with the id of the resource that has it. */
export type Key = readonly unknown[];

/** One entry of such a list. */
export interface Part {
  readonly key: Key;
  /** Text for the report, such as `ingress tcp 3306 from 0.0.0.0/0`. */
  readonly description: string;
  /** The command of the AWS CLI that removes it. */
  readonly removal: string;
}

/** A type of resource whose attributes list parts, for which Terraform has resource types of their own. */
export interface InlineParts {
  readonly whole: string;
  /** The attributes that list them. */
  readonly attributes: readonly string[];
  readonly partsOf: (values: Values) => readonly Part[];
  /** Types of resource that are such a part, each with the keys of the parts that it declares. */
  readonly resources: Readonly<Record<string, (values: Values) => readonly Key[]>>;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);
const objects = (value: unknown): Values[] => (Array.isArray(value) ? (value as Values[]) : []);
/** A word of a command, quoted where a shell would read more than a word. */
const word = (value: unknown): string =>
  /^[\w@%+=:,./-]+$/.test(text(value)) ? text(value) : `'${text(value).replaceAll("'", "'\\''")}'`;
const command = (...words: readonly unknown[]): string => ['aws', ...words.map(word)].join(' ');

/** The one of the attributes that is set. */
const oneOf = (values: Values, ...names: readonly string[]): string =>
  names.map((name) => text(values[name])).find((value) => value !== '') ?? '';

/** Protocols by the number with which some resources name them. */
const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };

interface Traffic {
  readonly protocol: string;
  /** First port, or type of ICMP; both ports are empty for all traffic. */
  readonly from: string;
  readonly to: string;
}

function traffic(protocol: unknown, from: unknown, to: unknown): Traffic {
  const name = PROTOCOLS[text(protocol)] ?? text(protocol).toLowerCase();
  return name === '-1' || name === 'all'
    ? { protocol: 'all', from: '', to: '' }
    : { protocol: name, from: text(from), to: text(to) };
}

const describeTraffic = ({ protocol, from, to }: Traffic): string =>
  protocol === 'all' ? 'all traffic' : `${protocol} ${from === to ? from : `${from}-${to}`}`;

const DIRECTIONS = { ingress: 'from', egress: 'to' } as const;

/** Peer of a rule in the form of the EC2 API, by attribute. */
const PEERS: Readonly<Record<string, (peer: string) => object>> = {
  cidr_blocks: (CidrIp) => ({ IpRanges: [{ CidrIp }] }),
  ipv6_cidr_blocks: (CidrIpv6) => ({ Ipv6Ranges: [{ CidrIpv6 }] }),
  prefix_list_ids: (PrefixListId) => ({ PrefixListIds: [{ PrefixListId }] }),
  security_groups: (peer) => {
    // A group of another account comes with its account before it.
    const [GroupId, UserId] = peer.split('/').toReversed();
    return { UserIdGroupPairs: [{ GroupId, UserId }] };
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const permission = ({ protocol, from, to }: Traffic, peer: object = {}): string =>
  JSON.stringify([
    protocol === 'all'
      ? { IpProtocol: '-1', ...peer }
      : { IpProtocol: protocol, FromPort: Number(from), ToPort: Number(to), ...peer },
  ]);

const securityGroupRule =
  (direction: keyof typeof DIRECTIONS) =>
  (values: Values): Key[] => [
    [
      values.security_group_id,
      direction,
      traffic(values.ip_protocol, values.from_port, values.to_port),
      oneOf(values, 'cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'),
    ],
  ];

/** @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/security_group */
const securityGroup: InlineParts = {
  whole: 'aws_security_group',
  attributes: ['ingress', 'egress'],
  partsOf: (group) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      objects(group[direction]).flatMap((rule) => {
        const what = traffic(rule.protocol, rule.from_port, rule.to_port);
        const peers = [
          ...Object.keys(PEERS).flatMap((name) => texts(rule[name]).map((peer) => [name, peer] as const)),
          ...(rule.self === true ? [['security_groups', text(group.id)] as const] : []),
        ];
        return peers.map(([kind, peer]) => ({
          key: [group.id, direction, what, peer],
          description: `${direction} ${describeTraffic(what)} ${DIRECTIONS[direction]} ${peer}`,
          removal: command(
            'ec2',
            `revoke-security-group-${direction}`,
            '--group-id',
            group.id,
            '--ip-permissions',
            permission(what, PEERS[kind]?.(peer)),
          ),
        }));
      }),
    ),
  resources: {
    aws_vpc_security_group_ingress_rule: securityGroupRule('ingress'),
    aws_vpc_security_group_egress_rule: securityGroupRule('egress'),
  },
};

/** @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/iam_role */
const role: InlineParts = {
  whole: 'aws_iam_role',
  attributes: ['inline_policy', 'managed_policy_arns'],
  partsOf: ({ id, inline_policy: inline, managed_policy_arns: attached }) => [
    ...objects(inline)
      .map(({ name }) => text(name))
      // The provider shows a role without any as one without a name.
      .filter((name) => name !== '')
      .map((name) => ({
        key: [id, name],
        description: `inline policy ${name}`,
        removal: command('iam', 'delete-role-policy', '--role-name', id, '--policy-name', name),
      })),
    ...texts(attached).map((arn) => ({
      key: [id, arn],
      description: `attached policy ${arn}`,
      removal: command('iam', 'detach-role-policy', '--role-name', id, '--policy-arn', arn),
    })),
  ],
  resources: {
    aws_iam_role_policy: ({ role, name }) => [[role, name]],
    aws_iam_role_policy_attachment: ({ role, policy_arn: arn }) => [[role, arn]],
  },
};

/** Option of the AWS CLI for each destination attribute of a route. */
const DESTINATIONS = {
  cidr_block: '--destination-cidr-block',
  ipv6_cidr_block: '--destination-ipv6-cidr-block',
  destination_prefix_list_id: '--destination-prefix-list-id',
};

/** @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/route_table */
const routeTable: InlineParts = {
  whole: 'aws_route_table',
  attributes: ['route'],
  partsOf: (table) =>
    objects(table.route).map((route) => {
      const [name = '', option] =
        Object.entries(DESTINATIONS).find(([attribute]) => text(route[attribute]) !== '') ?? [];
      const destination = text(route[name]);
      return {
        key: [table.id, destination],
        description: `route to ${destination}`,
        removal: command('ec2', 'delete-route', '--route-table-id', table.id, option, destination),
      };
    }),
  resources: {
    aws_route: (route) => [
      [
        route.route_table_id,
        oneOf(route, 'destination_cidr_block', 'destination_ipv6_cidr_block', 'destination_prefix_list_id'),
      ],
    ],
  },
};

/** @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/network_acl */
const networkAcl: InlineParts = {
  whole: 'aws_network_acl',
  attributes: ['ingress', 'egress'],
  partsOf: (acl) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      objects(acl[direction]).map((rule) => {
        const peer = oneOf(rule, 'cidr_block', 'ipv6_cidr_block');
        const what = describeTraffic(traffic(rule.protocol, rule.from_port, rule.to_port));
        return {
          key: [acl.id, direction, rule.rule_no],
          description: `${direction} rule ${text(rule.rule_no)}: ${text(rule.action)} ${what} ${DIRECTIONS[direction]} ${peer}`,
          removal: command(
            'ec2',
            'delete-network-acl-entry',
            '--network-acl-id',
            acl.id,
            '--rule-number',
            rule.rule_no,
            `--${direction}`,
          ),
        };
      }),
    ),
  resources: {
    aws_network_acl_rule: (rule) => [
      [rule.network_acl_id, rule.egress === true ? 'egress' : 'ingress', rule.rule_number],
    ],
  },
};

/** Every type that is looked at. */
export const INLINE_PARTS: readonly InlineParts[] = [securityGroup, role, routeTable, networkAcl];
