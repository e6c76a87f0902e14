import { Sandbox } from '../support/sandbox';

/** A way to break a rule in the real estate, and where the rule has to find it. */
export interface Mutation {
  readonly address: string;
  readonly apply: (sandbox: Sandbox, address: string) => void;
}

/** A way to break a rule, which has to be found at the address. */
export const at = (address: string, apply: Mutation['apply']): Mutation => ({ address, apply });

/** Mutations by the name of the rule. */
export type Mutations = Readonly<Record<string, readonly Mutation[]>>;

/** Sets an attribute of the resource at the mutation's address. */
export const set =
  (attribute: string, value: unknown): Mutation['apply'] =>
  (sandbox, address) => {
    sandbox.body(address)[attribute] = value;
  };

/** Takes a resource away. */
export const without =
  (address: string): Mutation['apply'] =>
  (sandbox) => {
    sandbox.remove(address);
  };

/** Adds a resource to a stack. */
export const withResource =
  (...resource: Parameters<Sandbox['add']>): Mutation['apply'] =>
  (sandbox) => {
    sandbox.add(...resource);
  };

/** Changes a statement in a policy of a resource. */
export const withStatement =
  (...statement: Parameters<Sandbox['statement']>): Mutation['apply'] =>
  (sandbox) => {
    sandbox.statement(...statement);
  };
