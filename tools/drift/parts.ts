/** Attributes of a resource, as Terraform shows them. */
export type Values = Readonly<Record<string, unknown>>;

/** What makes two parts the same one; begins with the resource that they are parts of. */
export type Key = readonly unknown[];

/** A resource whose attributes list parts, for which Terraform has resources of their own. */
export interface Parts {
  /** Its type. */
  readonly whole: string;
  /** The attributes that list them. */
  readonly attributes: readonly string[];
  readonly partsOf: (values: Values) => readonly { readonly key: Key; readonly what: string }[];
  /** For each type of resource that is such a part: the keys. */
  readonly resources: Readonly<Record<string, (values: Values) => readonly Key[]>>;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);
const objects = (value: unknown): Values[] => (Array.isArray(value) ? (value as Values[]) : []);
/** The one of the attributes that is set. */
const oneOf = (values: Values, ...names: readonly string[]): string =>
  names.map((name) => text(values[name])).find((value) => value !== '') ?? '';

/** Some resources name protocols by number. */
const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };

interface Traffic {
  readonly protocol: string;
  /** Both empty where all ports are meant. */
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
const securityGroup: Parts = {
  whole: 'aws_security_group',
  attributes: ['ingress', 'egress'],
  partsOf: (group) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      objects(group[direction]).flatMap((rule) => {
        const what = traffic(rule.protocol, rule.from_port, rule.to_port);
        const peers = [
          ...['cidr_blocks', 'ipv6_cidr_blocks', 'prefix_list_ids', 'security_groups'].flatMap((name) =>
            texts(rule[name]),
          ),
          ...(rule.self === true ? [text(group.id)] : []),
        ];
        return peers.map((peer) => ({
          key: [group.id, direction, what, peer],
          what: `${direction} ${describeTraffic(what)} ${DIRECTIONS[direction]} ${peer}`,
        }));
      }),
    ),
  resources: {
    aws_vpc_security_group_ingress_rule: securityGroupRule('ingress'),
    aws_vpc_security_group_egress_rule: securityGroupRule('egress'),
  },
};

/** @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/iam_role */
const role: Parts = {
  whole: 'aws_iam_role',
  attributes: ['inline_policy', 'managed_policy_arns'],
  partsOf: ({ id, inline_policy: inline, managed_policy_arns: attached }) => [
    ...objects(inline)
      .map(({ name }) => text(name))
      // The provider shows a role without any as one without a name.
      .filter((name) => name !== '')
      .map((name) => ({ key: [id, name], what: `inline policy ${name}` })),
    ...texts(attached).map((arn) => ({ key: [id, arn], what: `attached policy ${arn}` })),
  ],
  resources: {
    aws_iam_role_policy: ({ role, name }) => [[role, name]],
    aws_iam_role_policy_attachment: ({ role, policy_arn: arn }) => [[role, arn]],
  },
};

/** @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/route_table */
const routeTable: Parts = {
  whole: 'aws_route_table',
  attributes: ['route'],
  partsOf: (table) =>
    objects(table.route).map((route) => {
      const destination = oneOf(route, 'cidr_block', 'ipv6_cidr_block', 'destination_prefix_list_id');
      return { key: [table.id, destination], what: `route to ${destination}` };
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
const networkAcl: Parts = {
  whole: 'aws_network_acl',
  attributes: ['ingress', 'egress'],
  partsOf: (acl) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      objects(acl[direction]).map((rule) => {
        const peer = oneOf(rule, 'cidr_block', 'ipv6_cidr_block');
        const what = describeTraffic(traffic(rule.protocol, rule.from_port, rule.to_port));
        return {
          key: [acl.id, direction, rule.rule_no],
          what: `${direction} rule ${text(rule.rule_no)}: ${text(rule.action)} ${what} ${DIRECTIONS[direction]} ${peer}`,
        };
      }),
    ),
  resources: {
    aws_network_acl_rule: (rule) => [
      [rule.network_acl_id, rule.egress === true ? 'egress' : 'ingress', rule.rule_number],
    ],
  },
};

/** Every kind that is looked at. */
export const PARTS: readonly Parts[] = [securityGroup, role, routeTable, networkAcl];
