import { Body, Configuration, Estate } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { Rule } from '../rule';

type Resources = Record<string, Record<string, Body>>;

/** A stack in us-west-2, for the tests of rules. */
export const stack = (resource: Resources, more: Configuration = {}): Configuration => ({
  provider: { aws: [{ region: 'us-west-2' }] },
  resource,
  ...more,
});

/** The addresses at which `rule` finds something in an estate of the one stack `dev-test`, without the stack. */
export const found = (rule: Rule, resource: Resources, more?: Configuration): string[] =>
  foundIn(rule, { 'dev-test': stack(resource, more) }).map((address) => address.replace(/^dev-test\//, ''));

/** The addresses at which `rule` finds something in an estate of these stacks. */
export const foundIn = (rule: Rule, stacks: Record<string, Configuration>): string[] =>
  rule.check(new Estate(stacks)).map(({ address }) => address);

/** A policy document as Terraform JSON holds it. */
export const policy = (...statements: readonly PolicyStatement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
