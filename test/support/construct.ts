import { App, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../src/core/base-stack';
import { Body, Configuration } from './estate';

export const ACCOUNT = '123456789012';
export const REGION = 'us-west-2';

class TestStack extends BaseStack {
  override get accountId(): string {
    return ACCOUNT;
  }
}

/** The resources that `build` puts into an otherwise empty stack, as Terraform JSON by type and name. */
export function resourcesOf(build: (stack: Construct) => void): Record<string, Record<string, Body>> {
  const stack = new TestStack(new App(), 'dev-test', { region: REGION, tags: {} });
  build(stack);
  stack.prepareStack();
  const { resource = {} } = JSON.parse(Testing.synth(stack)) as Configuration;
  return Object.fromEntries(
    Object.entries(resource).map(([type, named]) => [
      type,
      Object.fromEntries(Object.entries(named).map(([name, body]) => [name, withoutMetadata(body)])),
    ]),
  );
}

/** cdktf notes the construct path of each resource under `//`. */
const withoutMetadata = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([attribute]) => attribute !== '//'));

interface Statement {
  readonly Sid: string;
  readonly Action: string[];
  readonly [part: string]: unknown;
}

/** The statements of a policy document, by Sid. */
export function statementsOf(policy: unknown): Record<string, Statement> {
  const { Statement } = JSON.parse(String(policy)) as { Statement: Statement[] };
  return Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
}
