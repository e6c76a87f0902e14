import { Model } from '../../../tools/model/model';

/** Attributes of which only AWS knows the value. */
const UNKNOWN = new Set(['id', 'dnsName', 'endpoint', 'readerEndpoint', 'cluster', 'taskDefinition']);

/**
 * Model whose ids are names that both readers know, in an order that both share. Left out are the default ACL and table of a
 * VPC without subnets and its default group, which AWS makes by itself, the addresses of AWS's prefix lists, and the values of
 * headers, which are secrets.
 */
export function comparable(model: Model): unknown {
  const { network, apis, loadBalancers, targetGroups, services, firewalls } = model;
  const ids = new Map<string, string>();
  const subnetNames = (subnets: readonly string[]): string =>
    subnets
      .map((subnet) => ids.get(subnet) ?? subnet)
      .sort()
      .join();
  for (const { id, cidrs } of network.vpcs) ids.set(id, `vpc ${cidrs.join()}`);
  for (const { id, cidr } of network.subnets) ids.set(id, `subnet ${cidr}`);
  // Terraform puts a time behind the prefix of a name.
  for (const { id, name } of network.groups) ids.set(id, `group ${name.replace(/\d{26}$/, '')}`);
  for (const { id, service } of network.endpoints) ids.set(id, `endpoint ${service}`);
  for (const { id, name } of network.prefixLists) ids.set(id, `prefix list ${name}`);
  for (const { id, subnet } of network.natGateways) ids.set(id, `NAT gateway in ${subnetNames([subnet])}`);
  for (const { id, subnets, routes } of network.routeTables) {
    ids.set(id, `table of ${subnetNames(subnets)}`);
    for (const { kind, target } of routes) if (kind === 'internet-gateway') ids.set(target, kind);
  }
  const { ecs, functions, databases, instances, discovery } = services;
  const named = [
    loadBalancers,
    targetGroups,
    apis,
    firewalls,
    ecs,
    functions,
    databases,
    instances,
    discovery,
  ];
  for (const { id, name } of named.flat()) ids.set(id, name);
  for (const { dnsName = '', name } of loadBalancers) ids.set(dnsName, name);
  for (const { name, aliases } of functions)
    for (const one of aliases) ids.set(one.id, `${name}:${one.name}`);
  for (const { name, stages } of apis) for (const one of stages) ids.set(one.id, `${name}/${one.name}`);

  const used = new Set(network.endpoints.map(({ service }) => service));
  const made = <T extends { readonly subnets: readonly string[] }>(all: readonly T[]): T[] =>
    all.filter(({ subnets }) => subnets.length > 0);
  return normal(
    {
      ...model,
      network: {
        ...network,
        routeTables: made(network.routeTables),
        acls: made(network.acls),
        groups: network.groups
          .filter(({ name }) => name !== 'default')
          .map(({ id, vpc, rules }) => ({ name: id, vpc, rules })),
        prefixLists: network.prefixLists.filter(({ name }) => used.has(name)).map(({ name }) => name),
      },
    },
    ids,
  );
}

function normal(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    const rest = value.map((one) => normal(one, ids));
    return rest.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value === 'string') return nameOf(value, ids);
  if (typeof value !== 'object' || value === null) return value;
  const isHeader = 'field' in value && value.field === 'http-header';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => one !== undefined && !UNKNOWN.has(key) && !(isHeader && key === 'values'))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, normal(one, ids)]),
  );
}

/** Text with names in place of the ids in it, and without secrets. */
const nameOf = (text: string, ids: ReadonlyMap<string, string>): string =>
  [...ids]
    .filter(([id]) => id !== '' && text.includes(id))
    .sort(([a], [b]) => b.length - a.length)
    .reduce((named, [id, name]) => named.replaceAll(id, name), text)
    .replace(/^(?:arn:.+\/functions\/)?(.+?)(?:\/invocations|#invoke_arn)$/, 'invocation of $1')
    .replace(/^'(?:.+#value|[A-Za-z0-9]{64})'$/, 'secret');
