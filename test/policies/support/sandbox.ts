import { Body, Configuration, Estate } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A copy of an estate that a test may break. */
export class Sandbox {
  readonly #stacks: Record<string, Configuration>;
  /** Names of the stacks that are copies by now: each becomes one before it can be changed. */
  readonly #copied = new Set<string>();

  constructor(estate: Estate) {
    this.#stacks = { ...estate.stacks };
  }

  /** The estate as it is by now. */
  estate(): Estate {
    return new Estate(this.#stacks);
  }

  stack(name: string): Mutable<Configuration> {
    const stack = present(this.#stacks[name], name);
    if (this.#copied.has(name)) return stack;
    this.#copied.add(name);
    return (this.#stacks[name] = structuredClone(stack));
  }

  /** The body of the resource at `address`, such as `dev-network/aws_vpc.vpc_vpc`. */
  body(address: string): Body {
    const [name = ''] = address.split('/');
    const { resources } = new Estate({ [name]: this.stack(name) });
    return present(
      resources.find((candidate) => candidate.address === address),
      address,
    ).body;
  }

  /** Adds a resource to a stack. */
  add(stack: string, type: string, name: string, body: Body): void {
    const { resource = {} } = this.stack(stack);
    resource[type] = { ...resource[type], [name]: body };
  }

  /** Takes a resource away. */
  remove(address: string): void {
    const [stack = '', type = '', name = ''] = address.split(/[/.]/);
    Reflect.deleteProperty(present(this.stack(stack).resource?.[type], address), name);
  }

  /** Changes the statement with the Sid in the policy of a resource, which of a role is its trust. */
  statement(address: string, sid: string, change: Partial<PolicyStatement>): void {
    const body = this.body(address);
    const attribute = 'assume_role_policy' in body ? 'assume_role_policy' : 'policy';
    const document = JSON.parse(body[attribute] as string) as { Statement: Body[] };
    const statement = document.Statement.find(({ Sid }) => Sid === sid);
    Object.assign(present(statement, `${address} ${sid}`), change);
    body[attribute] = JSON.stringify(document);
  }
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what} any more`);
  return value;
}
