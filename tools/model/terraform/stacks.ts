/** An object of Terraform JSON. */
export type Body = Readonly<Record<string, unknown>>;
type Bodies = Readonly<Record<string, Readonly<Record<string, Body>>>>;

/** Terraform JSON of one stack. */
export interface Configuration {
  readonly terraform?: Body;
  readonly resource?: Bodies;
  readonly data?: Bodies;
  readonly output?: Readonly<Record<string, Body>>;
}

/** Resource with its references resolved. */
export interface Resource {
  /** Stack and Terraform address, such as `dev-network/aws_vpc.vpc_vpc`. */
  readonly id: string;
  readonly body: Body;
}

/** A value that Terraform JSON lets stand alone or in a list, as a list. */
export const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
export const textsOf = (value: unknown): string[] => listOf(value).map(String);
export const blocksOf = (value: unknown): Body[] => listOf(value) as Body[];
export const textOf = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
export const numberOf = (value: unknown, otherwise: number): number => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : otherwise;
};

const REFERENCE = /^(?:data\.)?[a-z][a-z0-9_]*\.[\w-]+(?:\.[\w-]+|\[[^\]]+\])*$/;

/**
 * Stacks of one environment, their references followed: within a stack, and to the outputs of another whose state they read.
 * The id or ARN of a resource becomes its address, an attribute that its body sets becomes that value, any other
 * `address#attribute`.
 */
export class Stacks {
  readonly #resources: ReadonlyMap<string, Resource[]>;

  /** @param configurations by stack name */
  constructor(private readonly configurations: Readonly<Record<string, Configuration>>) {
    const resources = new Map<string, Resource[]>();
    for (const [stack, { resource = {} }] of Object.entries(configurations)) {
      for (const [type, named] of Object.entries(resource)) {
        for (const [name, body] of Object.entries(named)) {
          const found = resources.get(type) ?? [];
          found.push({ id: `${stack}/${type}.${name}`, body: this.#resolve(stack, body) as Body });
          resources.set(type, found);
        }
      }
    }
    this.#resources = resources;
  }

  /** Resources of the given types, references resolved. */
  all(...types: readonly string[]): Resource[] {
    return types.flatMap((type) => this.#resources.get(type) ?? []);
  }

  #resolve(stack: string, value: unknown): unknown {
    if (typeof value === 'string') return this.#text(stack, value);
    if (Array.isArray(value)) return value.flatMap((one) => this.#resolve(stack, one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== '//')
        .map(([key, one]) => [key, this.#resolve(stack, one)]),
    );
  }

  #text(stack: string, text: string): unknown {
    const [, whole] = /^\$\{([^{}]+)\}$/.exec(text) ?? [];
    if (whole !== undefined) return this.#evaluate(stack, whole);
    return text.replace(/(?<!\$)\$\{([^{}]+)\}/g, (all, inner: string) => {
      const value = this.#evaluate(stack, inner);
      return typeof value === 'string' || typeof value === 'number' ? String(value) : all;
    });
  }

  #evaluate(stack: string, expression: string): unknown {
    const [, list, index] = /^element\((.+), (\d+)\)$/.exec(expression) ?? [];
    if (list !== undefined) return at(this.#evaluate(stack, list), index ?? '');
    if (!REFERENCE.test(expression)) return `${stack}/${expression}`;
    const path = expression.replace(/\["?([^"\]]+)"?\]/g, '.$1').split('.');
    const isData = path[0] === 'data';
    const [type = '', name = '', ...attributes] = isData ? path.slice(1) : path;
    if (isData && type === 'terraform_remote_state') return this.#output(stack, name, attributes);
    const body = this.configurations[stack]?.[isData ? 'data' : 'resource']?.[type]?.[name];
    const [attribute = 'id', ...deeper] = attributes;
    // A version and the secret that it belongs to hold one and the same value.
    if (type === 'aws_secretsmanager_secret_version') {
      const secret = body?.['secret_id'];
      const value = secret === undefined ? undefined : this.#resolve(stack, secret);
      if (typeof value === 'string') return attribute === 'secret_string' ? `${value}#value` : value;
    }
    const address = `${stack}/${isData ? 'data.' : ''}${type}.${name}`;
    if (attribute === 'id' || attribute === 'arn') return address;
    const set = deeper.reduce<unknown>((value, key) => at(value, key), body?.[attribute]);
    return set === undefined ? [address, attribute, ...deeper].join('#') : this.#resolve(stack, set);
  }

  #output(stack: string, reader: string, [, output = '', ...keys]: readonly string[]): unknown {
    const read = this.configurations[stack]?.data?.['terraform_remote_state']?.[reader];
    const key = (read?.['config'] as Body | undefined)?.['key'];
    const source = Object.entries(this.configurations).find(([, { terraform }]) => keyOf(terraform) === key);
    const unknown = `${stack}/data.terraform_remote_state.${reader}#${output}`;
    if (source === undefined || key === undefined) return unknown;
    const [name, configuration] = source;
    const value = keys.reduce<unknown>(
      (value, part) => at(value, part),
      configuration.output?.[output]?.['value'],
    );
    return value === undefined ? unknown : this.#resolve(name, value);
  }
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? (value as unknown[])[Number(key)]
      : (value as Body)[key]
    : undefined;

function keyOf(terraform: Body | undefined): unknown {
  const backend = terraform?.['backend'] as Readonly<Record<string, Body>> | undefined;
  return Object.values(backend ?? {})[0]?.['key'];
}
