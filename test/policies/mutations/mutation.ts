import { Sandbox } from '../support/sandbox';

/** A way to break a rule in the real estate, and where the rule has to find it. */
export interface Mutation {
  readonly address: string;
  readonly apply: (sandbox: Sandbox, address: string) => void;
}

/** Mutations by the name of the rule. */
export type Mutations = Readonly<Record<string, readonly Mutation[]>>;

/** Sets an attribute of the resource at the mutation's address. */
export const set =
  (attribute: string, value: unknown): Mutation['apply'] =>
  (sandbox, address) => {
    sandbox.body(address)[attribute] = value;
  };
