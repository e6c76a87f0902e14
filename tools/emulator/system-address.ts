import { Environment } from '../../src/config/schema';
import { StackReport } from '../deploy/stack';

/**
 * Ways to the running system, for a person: a page for the browser, and a command that asks the API for the owners. Undefined
 * where nothing answers requests, or no API is deployed.
 */
export async function systemAddress(
  endpoint: string,
  stacks: readonly StackReport[],
  { services }: Environment,
): Promise<string | undefined> {
  const status = await fetch(`${endpoint}/_emulator/status`);
  const { trafficPort = 0 } = (await status.json()) as { trafficPort?: number };
  const api = stacks.map(({ outputs }) => outputs['api_url']?.value).find((value) => value !== undefined);
  if (trafficPort === 0 || typeof api !== 'string') return undefined;
  const { hostname, pathname } = new URL(api);
  const here = `http://127.0.0.1:${trafficPort}`;
  const isOwn = hostname.includes('.execute-api.');
  const path = services.find(({ name }) => name === 'customers-service')?.path ?? '';
  const url = `${here}${pathname.replace(/\/$/, '')}${path}/owners`;
  return `PetClinic runs: ${here} shows it in a browser, and this asks the API for the owners:

  curl ${isOwn ? '' : `-H 'Host: ${hostname}' `}${url}`;
}
