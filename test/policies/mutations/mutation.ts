import { Body } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { Sandbox } from '../support/sandbox';

/** A way to break a rule in the real estate, and where the rule has to find it. */
export interface Mutation {
  readonly address: string;
  readonly apply: (sandbox: Sandbox, address: string) => void;
}

/** A way to break a rule, which has to be found at the address. */
export const at = (address: string, apply: Mutation['apply']): Mutation => ({ address, apply });

/** Ways to break a rule, each of which has to be found at the address. */
export const each = (address: string, ...ways: readonly Mutation['apply'][]): Mutation[] =>
  ways.map((apply) => at(address, apply));

/** Mutations by the name of the rule. */
export type Mutations = Readonly<Record<string, readonly Mutation[]>>;

/**
 * Sets an attribute of the resource at the mutation's address, or at another one.
 *
 * @param path to the attribute, through blocks: their names, and positions in lists, with dots between
 */
export const set =
  (path: string, value: unknown, elsewhere?: string): Mutation['apply'] =>
  (sandbox, address) => {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce((body, key) => body[key] as Body, sandbox.body(elsewhere ?? address));
    holder[last] = value;
  };

/** Rewrites an attribute of another resource, as text. */
export const rewritten =
  (address: string, attribute: string, from: string | RegExp, to: string): Mutation['apply'] =>
  (sandbox) => {
    const body = sandbox.body(address);
    const text = JSON.stringify(body[attribute]);
    body[attribute] = JSON.parse(text.replace(from, to)) as unknown;
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

/** Changes a statement in the policy of the resource at the mutation's address, or in that of another one. */
export const withStatement =
  (sid: string, change: Partial<PolicyStatement>, elsewhere?: string): Mutation['apply'] =>
  (sandbox, address) => {
    sandbox.statement(elsewhere ?? address, sid, change);
  };

/** Changes a statement as {@link withStatement} does, in a way of its own for each change. */
export const withStatements = (
  sid: string,
  changes: readonly Partial<PolicyStatement>[],
  elsewhere?: string,
): Mutation['apply'][] => changes.map((change) => withStatement(sid, change, elsewhere));
