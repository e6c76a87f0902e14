import { Configuration, Resource } from './configuration';
import { entrance } from './entrance';
import { drawn, otherIcons } from './icons';
import { chunks, id, iconsFor, node } from './nodes';
import { traffic } from './traffic';

const cluster = (name: string, label: string, colour: string, lines: readonly string[]): string[] => [
  `subgraph "cluster_${name}" { label="${label}"; color="${colour}"; fontcolor="${colour}"; style=rounded; penwidth=1.5;`,
  ...lines,
  '}',
];

/** The stacks that hold icons and nothing else, with their colours. */
const PLAIN_STACKS: Readonly<Record<string, string>> = {
  data: '#c925d1',
  platform: '#ed7100',
  services: '#7aa116',
  genai: '#01a88d',
  edge: '#e7157b',
  observability: '#b0084d',
};

/** The environment as a graph in DOT: what each stack owns, which way traffic leaves, what encrypts what. */
export function toDot(configuration: Configuration): string {
  const iconsOf = (stack: string, placed: readonly Resource[] = []): string[] =>
    iconsFor(
      configuration.resources.filter((resource) => resource.stack === stack && !placed.includes(resource)),
    );

  return [
    'digraph petclinic {',
    'graph [compound=true, fontname="Helvetica", fontsize=13, nodesep=0.35, ranksep=0.55, labeljust=l, pad=0.3, bgcolor=white];',
    'node [fontname="Helvetica", fontsize=11]; edge [fontname="Helvetica", fontsize=10, color="#5a6b86", fontcolor="#5a6b86"];',
    node('internet', otherIcons.internet, ['internet']),
    ...cluster('state-backend', 'state-backend', '#7a7a7a', iconsOf('state-backend')),
    ...cluster('security', 'security', '#dd344c', iconsOf('security')),
    ...cluster('network', 'network', '#8c4fff', network(configuration, iconsOf)),
    ...Object.entries(PLAIN_STACKS)
      .filter(([stack]) => iconsOf(stack).length > 0)
      .flatMap(([stack, colour]) => cluster(stack, stack, colour, iconsOf(stack))),
    ...routes(configuration),
    ...traffic(configuration),
    ...entrance(configuration),
    ...new Set(uses(configuration)),
    '}',
  ].join('\n');
}

function network(
  configuration: Configuration,
  iconsOf: (stack: string, placed: readonly Resource[]) => string[],
): string[] {
  const nats = configuration.ofType('aws_nat_gateway');
  const subnets = configuration.ofType('aws_subnet');
  const zones = [...new Set(subnets.map(({ body }) => body['availability_zone'] as string))].sort();
  const inZone = (zone: string): string[] =>
    subnets
      .filter(({ body }) => body['availability_zone'] === zone)
      .flatMap((subnet) => [
        subnetNode(subnet),
        ...iconsFor(
          nats.filter(({ stack, body }) => configuration.referred(stack, body['subnet_id']).includes(subnet)),
        ),
      ]);
  const [vpc] = configuration.ofType('aws_vpc');
  return [
    ...iconsOf('network', nats),
    ...cluster('vpc', `VPC ${String(vpc?.body['cidr_block'])}`, '#8c4fff', [
      ...zones.flatMap((zone) => cluster(zone, zone, '#147eba', inZone(zone))),
      endpoints(configuration),
    ]),
  ];
}

const subnetNode = (subnet: Resource): string => {
  const [tier = ''] = subnet.name.split('_');
  const colour = tier === 'public' ? '#e9f3e6' : '#e6f2f8';
  return `${id(subnet)} [shape=box, style="filled,rounded", color="${colour}", fillcolor="${colour}", label="${tier} subnet\\n${String(subnet.body['cidr_block'])}"];`;
};

function endpoints(configuration: Configuration): string {
  const all = configuration.ofType('aws_vpc_endpoint');
  const services = all
    .map(({ body }) => (body['service_name'] as string).split('.').slice(3).join('.'))
    .sort();
  return node('endpoints', otherIcons.endpoints, [`${all.length} VPC endpoints`, ...chunks(services, 4)]);
}

/** The way out of each subnet: its route table's default route. */
function routes(configuration: Configuration): string[] {
  const gateways = configuration.ofType('aws_internet_gateway');
  const outward = configuration.ofType('aws_route').flatMap(({ stack, body }) => {
    const table = configuration.referredOfType(stack, body['route_table_id'], 'aws_route_table');
    const [target] = configuration.referred(stack, [body['gateway_id'], body['nat_gateway_id']]);
    return configuration
      .ofType('aws_route_table_association')
      .filter((association) =>
        configuration.referred(stack, association.body['route_table_id']).includes(table as Resource),
      )
      .map(({ body: association }) =>
        configuration.referredOfType(stack, association['subnet_id'], 'aws_subnet'),
      )
      .flatMap((subnet) => (subnet && target ? [`${id(target)} -> ${id(subnet)} [dir=back];`] : []));
  });
  const nats = configuration
    .ofType('aws_nat_gateway')
    .flatMap(({ stack, type, name, body }) =>
      configuration
        .referred(stack, body['subnet_id'])
        .map((subnet) => `${id(subnet)} -> ${id({ stack, type, name, body })} [style=invis];`),
    );
  const belowApp = configuration
    .ofType('aws_subnet')
    .filter(({ name }) => name.startsWith('app_'))
    .flatMap((app) => [
      `${id(app)} -> ${id({ ...app, name: app.name.replace('app_', 'db_') })} [label="3306"];`,
      `${id(app)} -> endpoints [label="443"];`,
    ]);
  return [
    ...gateways.map((gateway) => `internet -> ${id(gateway)} [dir=both];`),
    ...nats,
    ...outward,
    ...belowApp,
  ];
}

/** Edges for encryption and logs, from the attributes of the drawn resources and of those that configure them. */
function uses(configuration: Configuration): string[] {
  const attributes = {
    encryption_configuration: 'encrypted by',
    kms_key_arn: 'encrypted by',
    kms_key_id: 'encrypted by',
    kms_master_key_id: 'encrypted by',
    rule: 'encrypted by',
    server_side_encryption: 'encrypted by',
    access_logs: 'logs to',
    alarm_actions: 'tell',
    log_destination: 'writes',
    target_bucket: 'logs to',
  } as const;
  return configuration.resources.flatMap((resource) => {
    const [subject] =
      resource.type in drawn ? [resource] : configuration.referred(resource.stack, resource.body['bucket']);
    return Object.entries(attributes).flatMap(([attribute, label]) =>
      configuration
        .referred(resource.stack, resource.body[attribute])
        .map((target) => ownerOf(configuration, target))
        .filter((target) => target.type in drawn && subject !== undefined)
        .map(
          (target) =>
            `${id(ownerOf(configuration, subject as Resource))} -> ${id(target)} [label="${label}", style=dashed];`,
        ),
    );
  });
}

/** Buckets and topics are also known by their policies, which have to be in place before others may write to them. */
const ownerOf = (configuration: Configuration, resource: Resource): Resource =>
  configuration.referredOfType(resource.stack, resource.body['bucket'], 'aws_s3_bucket') ??
  configuration.referredOfType(resource.stack, resource.body['arn'], 'aws_sns_topic') ??
  resource;
