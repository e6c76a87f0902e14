import { Body, Configuration, Estate, Place, Resource } from '../../support/estate';
import { ACCOUNT } from '../../support/values';

/** A reference to an output of another stack, to a value that AWS gives, or to a resource and perhaps its attribute. */
const REFERENCE =
  /(?<![\w.-])(?:data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\.([\w-]+))?|(?:data|ephemeral)\.\w+\.[\w-]+\.(\w+)|(aws_\w+|terraform_data)\.([\w-]+)(?:\.(\w+))?)/g;

/** One Terraform configuration out of many. */
export interface Merged {
  readonly configuration: Configuration;
  /** Address in the estate, such as `dev-network/aws_vpc.vpc_vpc`, by the one here, `aws_vpc.dev-network_vpc_vpc`. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** Resources to look at, and the estate that their references lead into. */
export interface Subject {
  readonly estate: Estate;
  readonly resources: readonly Resource[];
}

/**
 * The resources of all stacks of some estates in one configuration, so that whoever joins resources sees both ends of what
 * crosses stacks. Outputs of other stacks become references to the resources behind them; what only AWS knows before an
 * apply, such as the account, has a value; lifecycles and orders go, since they concern no first plan.
 *
 * @param estates by a prefix of their addresses, which tells them apart; it may be empty
 */
export function merge(estates: Readonly<Record<string, Subject>>): Merged {
  const resource: Record<string, Record<string, Body>> = {};
  const addresses = new Map<string, string>();
  for (const [prefix, { estate, resources }] of Object.entries(estates)) {
    const merger = new Merger(estate, prefix);
    for (const { scope, type, name, address, body } of resources) {
      const own = merger.nameOf(scope, name);
      addresses.set(`${type}.${own}`, `${prefix}${address}`);
      (resource[type] ??= {})[own] = merger.value(
        { scope },
        { ...body, lifecycle: undefined, depends_on: undefined },
      ) as Body;
    }
  }
  return { configuration: { resource }, addresses };
}

class Merger {
  constructor(
    readonly estate: Estate,
    readonly prefix: string,
  ) {}

  nameOf(scope: string, name: string): string {
    return `${this.prefix}${scope.replace('/module.', '-')}_${name}`;
  }

  /** A value of Terraform JSON at `place`, with its references as they are in the one configuration. */
  value(place: Place, value: unknown): unknown {
    if (typeof value === 'string') return this.#text(place, value);
    if (Array.isArray(value)) return value.map((each) => this.value(place, each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.value(place, each)]));
  }

  #text(place: Place, text: string): string {
    return text
      .replace(
        REFERENCE,
        (
          reference: string,
          ...[stack, output, key, given, type, name, attribute]: (string | undefined)[]
        ): string => {
          if (stack !== undefined && output !== undefined) {
            const remote = this.estate.remoteOutput(place, stack, output, key);
            return expression(this.value(remote.place, remote.value));
          }
          if (given !== undefined) return JSON.stringify(this.#given(place, given));
          return this.#resource(place, `${type ?? ''}.${name ?? ''}`, attribute) ?? reference;
        },
      )
      .replace(/\$\{"([^"\\]*)"\}/g, '$1');
  }

  #given(place: Place, attribute: string): string {
    return { account_id: ACCOUNT, name: this.estate.region(place) }[attribute] ?? attribute;
  }

  /** The reference by its new name. An attribute that a resource took from another becomes that one's. */
  #resource({ scope }: Place, path: string, attribute: string | undefined): string | undefined {
    const target = this.estate.at({ scope }, path);
    if (target === undefined) return undefined;
    const taken = attribute === undefined ? undefined : target.body[attribute];
    if (typeof taken === 'string' && /^\$\{[^{}]+\}$/.test(taken))
      return expression(this.value(target, taken));
    const own = `${target.type}.${this.nameOf(target.scope, target.name)}`;
    return attribute === undefined ? own : `${own}.${attribute}`;
  }
}

/** A value of Terraform JSON as an expression of Terraform's own language. */
function expression(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(expression).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, each]) => `${JSON.stringify(key)} = ${expression(each)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^\$\{([^{}]+)\}$/.exec(value)?.[1] ?? `"${value}"`;
}
