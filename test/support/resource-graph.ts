import { isOfAccount } from '../../tools/deploy/graph';

/** An object of Terraform JSON. */
export type Body = Record<string, unknown>;

/** The Terraform JSON of one stack or module, as far as the policies look at it. */
export interface Configuration {
  readonly terraform?: Body;
  readonly provider?: Record<string, Body[]>;
  readonly resource?: Record<string, Record<string, Body>>;
  readonly data?: Record<string, Record<string, Body>>;
  readonly module?: Record<string, Body>;
  readonly output?: Record<string, Body>;
  /** Contents of the modules that it calls, by the name of the call, with their variables filled in. */
  readonly called?: Readonly<Record<string, Configuration>>;
}

/** The attribute in which a reference stands, which says what it means. */
export interface Place {
  /** A stack, such as `dev-network`, or a module that it calls, such as `state-backend/module.state`. */
  readonly scope: string;
}

/** One resource of one stack. */
export interface Resource extends Place {
  /** The stack, such as `dev-network`. */
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  /** Stack and Terraform address, such as `dev-network/aws_vpc.vpc_vpc`. */
  readonly address: string;
  readonly body: Body;
}

/** A value that Terraform JSON lets stand alone or in a list, as a list. */
export const listOf = <T>(value: T | readonly T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? [...(value as T[])] : [value as T];

/** The nested blocks `name` of a body, whether Terraform JSON holds one or a list of them. */
export const blocks = (body: Body | undefined, name: string): Body[] => listOf(body?.[name]) as Body[];

/** The environment of a stack or of a module in it; undefined for what a whole account shares. */
export function environmentOf({ scope }: Place): string | undefined {
  const [stack = ''] = scope.split('/');
  return isOfAccount(stack) ? undefined : stack.slice(0, stack.indexOf('-'));
}

/** The resources of several stacks, and what their references stand for. A module that a stack calls counts as part of it. */
export class ResourceGraph {
  /** The configurations of the stacks and of the modules that they call, by scope. */
  readonly scopes: Readonly<Record<string, Configuration>>;
  readonly resources: readonly Resource[];
  readonly #byAddress: ReadonlyMap<string, Resource>;

  /** @param stacks configurations by stack name */
  constructor(readonly stacks: Readonly<Record<string, Configuration>>) {
    this.scopes = Object.fromEntries(Object.entries(stacks).flatMap(scopesOf));
    this.resources = Object.entries(this.scopes).flatMap(([scope, { resource = {} }]) =>
      Object.entries(resource).flatMap(([type, named]) =>
        Object.entries(named).map(([name, body]) => ({
          scope,
          stack: scope.split('/')[0] ?? scope,
          type,
          name,
          address: addressIn(scope, `${type}.${name}`),
          body,
        })),
      ),
    );
    this.#byAddress = new Map(this.resources.map((resource) => [resource.address, resource]));
  }

  /** The resources of the given types. */
  ofType(...types: readonly string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** The resource `path` of a scope, such as `aws_vpc.vpc_vpc`. */
  at({ scope }: Place, path: string): Resource | undefined {
    return this.#byAddress.get(addressIn(scope, path));
  }

  /** Region of the stack of `place`, such as `us-west-2`. */
  region({ scope }: Place): string {
    const [stack = ''] = scope.split('/');
    return String(this.stacks[stack]?.provider?.['aws']?.[0]?.['region']);
  }

  /** The value of an output of another stack of the same environment, or of one entry of it, and where it stands. */
  remoteOutput(
    from: Place,
    stack: string,
    output: string,
    key: string | undefined,
  ): { place: Place; value: unknown } {
    const place = { scope: `${environmentOf(from) ?? ''}-${stack}` };
    const value = this.stacks[place.scope]?.output?.[output]?.['value'];
    return { place, value: key === undefined ? value : (value as Body | undefined)?.[key] };
  }

  /**
   * The resource that a reference such as `${aws_kms_key.logs-key_key.arn}` at `from` stands for, also through the output
   * of another stack, or through an attribute that another resource took from it; undefined for anything else.
   */
  target(from: Place, reference: unknown): Resource | undefined {
    return this.targets(from, reference)[0];
  }

  /** The resources that a reference or a list of references stands for. */
  targets(from: Place, references: unknown): Resource[] {
    return listOf(references).flatMap((reference) => {
      const [, path = ''] = /^\$\{([^{}]+)\}$/.exec(typeof reference === 'string' ? reference : '') ?? [];
      const [, stack, output, key] =
        /^data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\.([\w-]+))?$/.exec(path) ?? [];
      if (stack !== undefined && output !== undefined) {
        const { place, value } = this.remoteOutput(from, stack, output, key);
        return this.targets(place, value);
      }
      const [type = '', name = '', attribute = ''] = path.split('.');
      const resource = this.at(from, `${type}.${name}`);
      if (resource === undefined) return [];
      const taken = this.targets(resource, resource.body[attribute]);
      return taken.length > 0 ? taken : [resource];
    });
  }

  /** The resources of the given types whose `attribute` refers to `target`. */
  referringTo(target: Resource, attribute: string, ...types: readonly string[]): Resource[] {
    return this.ofType(...types).filter((resource) =>
      this.targets(resource, resource.body[attribute]).includes(target),
    );
  }
}

const addressIn = (scope: string, path: string): string =>
  `${scope}${scope.includes('/') ? '.' : '/'}${path}`;

const scopesOf = ([scope, configuration]: [string, Configuration]): [string, Configuration][] => [
  [scope, configuration],
  ...Object.entries(configuration.called ?? {}).map(([name, called]): [string, Configuration] => [
    addressIn(scope, `module.${name}`),
    called,
  ]),
];
