import { Model } from '../../../tools/model/model';
import { ListenerRule } from '../../../tools/model/load-balancer/types';
import { Method, RestApi } from '../../../tools/model/api/types';
import { WebAcl } from '../../../tools/model/firewall/types';
import { Network } from '../../../tools/model/vpc/types';

/** Model with one thing removed or widened. */
export interface Mutant {
  readonly name: string;
  /** Proofs whose answers it can change. */
  readonly titles: readonly string[];
  /** Group whose questions a mutant of a rule can change. */
  readonly group?: string;
  readonly model: Model;
}

const ANYWHERE = '0.0.0.0/0';
const GROUPS = ['Security groups', 'Flows'];
const PACKETS = ['Tiers', 'Flows', 'Loss of a zone'];
const REQUESTS = ['Requests'];

/** Lists that lack one item each, with that item. */
const lacking = <T>(items: readonly T[]): { readonly item: T; readonly rest: T[] }[] =>
  items.map((item) => ({ item, rest: items.filter((other) => other !== item) }));
/** Lists in which one item each is changed; none where it stays the same, or becomes what another is already. */
function changing<T extends { readonly id: string }>(
  items: readonly T[],
  change: (item: T) => T,
): { readonly item: T; readonly all: T[] }[] {
  const content = (item: T): string => JSON.stringify({ ...item, id: '' });
  const known = new Set(items.map(content));
  return items
    .filter((item) => !known.has(content(change(item))))
    .map((item) => ({ item, all: items.map((other) => (other === item ? change(item) : other)) }));
}

export const mutantsOf = (model: Model): Mutant[] => [
  ...networkMutants(model.network).map(({ network, ...mutant }) => ({
    ...mutant,
    model: { ...model, network },
  })),
  ...firewallMutants(model.firewalls).map(({ firewalls, ...mutant }) => ({
    ...mutant,
    model: { ...model, firewalls },
  })),
  ...apiMutants(model),
  ...listenerMutants(model),
  ...placementMutants(model),
];

/** Load balancers and services that lie in one subnet, and services in public ones. */
function placementMutants(model: Model): Mutant[] {
  const { loadBalancers, services } = model;
  const titles = ['Flows', 'Loss of a zone'];
  return [
    ...changing(loadBalancers, (one) => ({ ...one, subnets: one.subnets.slice(0, 1) })).map(
      ({ item, all }) => ({
        name: `${item.id} in one zone`,
        titles,
        model: { ...model, loadBalancers: all },
      }),
    ),
    ...changing(services.ecs, (one) => ({ ...one, subnets: one.subnets.slice(0, 1) })).map(
      ({ item, all }) => ({
        name: `${item.id} in one zone`,
        titles,
        model: { ...model, services: { ...services, ecs: all } },
      }),
    ),
    ...changing(services.ecs, (one) => ({ ...one, subnets: loadBalancers[0]?.subnets ?? [] })).map(
      ({ item, all }) => ({
        name: `${item.id} in the load balancer's subnets`,
        titles,
        model: { ...model, services: { ...services, ecs: all } },
      }),
    ),
  ];
}

function networkMutants(network: Network): (Omit<Mutant, 'model'> & { readonly network: Network })[] {
  const { routeTables, acls, groups } = network;
  const routes = routeTables.flatMap((table) =>
    lacking(table.routes).map(({ item, rest }) => ({
      name: `without ${item.id} in ${table.id}`,
      titles: PACKETS,
      network: {
        ...network,
        routeTables: routeTables.map((one) => (one === table ? { ...one, routes: rest } : one)),
      },
    })),
  );
  const entries = acls.flatMap((acl) => {
    const replaced = (all: typeof acl.entries) => ({
      titles: PACKETS,
      network: { ...network, acls: acls.map((one) => (one === acl ? { ...one, entries: all } : one)) },
    });
    return [
      ...lacking(acl.entries).map(({ item, rest }) => ({ name: `without ${item.id}`, ...replaced(rest) })),
      ...changing(acl.entries, (entry) => ({ ...entry, cidr: ANYWHERE })).map(({ item, all }) => ({
        name: `${item.id} for all addresses`,
        ...replaced(all),
      })),
      ...changing(acl.entries, (entry) => ({ ...entry, protocol: '-1', from: 0, to: 65535 })).map(
        ({ item, all }) => ({
          name: `${item.id} for all ports`,
          ...replaced(all),
        }),
      ),
    ];
  });
  const rules = groups.flatMap((group) => {
    const replaced = (all: typeof group.rules) => ({
      titles: GROUPS,
      group: group.id,
      network: { ...network, groups: groups.map((one) => (one === group ? { ...one, rules: all } : one)) },
    });
    return [
      ...lacking(group.rules).map(({ item, rest }) => ({ name: `without ${item.id}`, ...replaced(rest) })),
      ...changing(group.rules, (rule) => ({ ...rule, peer: ANYWHERE })).map(({ item, all }) => ({
        name: `${item.id} for all addresses`,
        ...replaced(all),
      })),
      ...changing(group.rules, (rule) => ({ ...rule, protocol: '-1', from: 0, to: 65535 })).map(
        ({ item, all }) => ({
          name: `${item.id} for all ports`,
          ...replaced(all),
        }),
      ),
    ];
  });
  return [...routes, ...entries, ...rules];
}

function firewallMutants(
  firewalls: readonly WebAcl[],
): (Omit<Mutant, 'model'> & { readonly firewalls: WebAcl[] })[] {
  return firewalls.flatMap((acl) => {
    // Of the others nothing is judged.
    const judged = acl.rules.filter(({ statement }) => !['not-judged', 'rate'].includes(statement.kind));
    const replaced = (rules: WebAcl['rules']) => ({
      titles: REQUESTS,
      firewalls: firewalls.map((one) => (one === acl ? { ...one, rules } : one)),
    });
    const unassociated = {
      name: `${acl.id} before nothing`,
      titles: REQUESTS,
      firewalls: firewalls.map((one) => (one === acl ? { ...one, resources: [] } : one)),
    };
    const changed = judged.flatMap((rule) => [
      { name: `without ${rule.id}`, ...replaced(acl.rules.filter((one) => one !== rule)) },
      {
        name: `${rule.id} only counts`,
        ...replaced(
          acl.rules.map((one) => (one === rule ? { ...one, action: { kind: 'count' as const } } : one)),
        ),
      },
    ]);
    return [unassociated, ...changed];
  });
}

function apiMutants(model: Model): Mutant[] {
  return model.apis.flatMap((api) => {
    const replaced = (methods: RestApi['methods']) => ({
      titles: REQUESTS,
      model: { ...model, apis: model.apis.map((one) => (one === api ? { ...one, methods } : one)) },
    });
    const mapped = api.methods.flatMap((method): { name: string; method: Method; changed: Method }[] => {
      const { integration } = method;
      if (integration === undefined) return [];
      return lacking(Object.entries(integration.requestParameters)).map(({ item: [key], rest }) => ({
        name: `${integration.id} without ${key}`,
        method,
        changed: { ...method, integration: { ...integration, requestParameters: Object.fromEntries(rest) } },
      }));
    });
    return [
      ...lacking(api.methods).map(({ item, rest }) => ({ name: `without ${item.id}`, ...replaced(rest) })),
      ...mapped.map(({ name, method, changed }) => ({
        name,
        ...replaced(api.methods.map((one) => (one === method ? changed : one))),
      })),
    ];
  });
}

function listenerMutants(model: Model): Mutant[] {
  return model.loadBalancers.flatMap((balancer) =>
    balancer.listeners.flatMap((listener) => {
      const replaced = (changed: Partial<typeof listener>) => {
        const listeners = balancer.listeners.map((one) => (one === listener ? { ...one, ...changed } : one));
        const loadBalancers = model.loadBalancers.map((one) =>
          one === balancer ? { ...one, listeners } : one,
        );
        return { titles: REQUESTS, model: { ...model, loadBalancers } };
      };
      const [first] = listener.rules;
      const withoutCondition = (rule: ListenerRule, index: number): ListenerRule => ({
        ...rule,
        conditions: rule.conditions.filter((_, other) => other !== index),
      });
      return [
        ...lacking(listener.rules).map(({ item, rest }) => ({
          name: `without ${item.id}`,
          ...replaced({ rules: rest }),
        })),
        ...listener.rules.flatMap((rule) =>
          rule.conditions.flatMap((condition, index) =>
            condition.field === 'http-header' && condition.values.length > 1
              ? lacking(condition.values).map(({ rest: values }, value) => ({
                  name: `${rule.id} without value ${String(value)} of ${condition.name ?? ''}`,
                  ...replaced({
                    rules: listener.rules.map((one) =>
                      one === rule
                        ? {
                            ...rule,
                            conditions: rule.conditions.map((other, at) =>
                              at === index ? { ...other, values } : other,
                            ),
                          }
                        : one,
                    ),
                  }),
                }))
              : [],
          ),
        ),
        ...listener.rules.flatMap((rule) =>
          rule.conditions.map(({ field }, index) => ({
            name: `${rule.id} without ${field}`,
            ...replaced({
              rules: listener.rules.map((one) => (one === rule ? withoutCondition(rule, index) : one)),
            }),
          })),
        ),
        ...(first === undefined
          ? []
          : [{ name: `${listener.id} serves by default`, ...replaced({ defaultActions: first.actions }) }]),
      ];
    }),
  );
}
