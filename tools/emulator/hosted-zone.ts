import { Environment } from '../../src/config/schema';
import { ToolError } from '../support/project';

/**
 * Makes what an account has before the stacks come: the public hosted zone of the environment's domain, under the id that
 * the environment's file names. One that is there already stays as it is.
 *
 * @param endpoint of the emulator
 * @returns a line that says so; undefined for an environment without a domain
 */
export async function provideHostedZone(
  endpoint: string,
  { account, domain }: { readonly account?: string | undefined } & Pick<Environment, 'domain'>,
): Promise<string | undefined> {
  if (domain === undefined) return undefined;
  const { name, hostedZoneId: id } = domain;
  const response = await fetch(`${endpoint}/_emulator/hosted-zone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...(account === undefined ? {} : { account }), id, name }),
  });
  if (!response.ok) {
    throw new ToolError(`The emulator does not make the hosted zone of ${name}: ${await response.text()}`);
  }
  return `The emulator has the public hosted zone ${id} of ${name}, as the account would.`;
}
