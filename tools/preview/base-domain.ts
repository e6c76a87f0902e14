import { Environment } from '../../src/config/schema';
import { runGroup } from './run-group';

type Named = Pick<Environment, 'name' | 'domain'>;

/** Run in the base's folder, with its own code. */
const SCRIPT = `const { loadEnvironments } = require('./src/config/load');
console.log(JSON.stringify(loadEnvironments().map(({ name, domain }) => ({ name, domain }))));`;

/**
 * The domain that an environment has in the base: its hosted zone has to be there before the base is deployed.
 *
 * @returns nothing too where the base cannot tell; the deployment then fails if it needs one, and Terraform says so
 */
export async function domainInBase(
  environment: string,
  source: string,
  signal: AbortSignal,
): Promise<Pick<Environment, 'domain'>> {
  const args = ['--import', 'tsx', '--eval', SCRIPT];
  const { exitCode, output } = await runGroup(process.execPath, args, {
    cwd: source,
    env: process.env,
    signal,
  });
  const { domain } =
    (exitCode === 0 ? readDomains(output) : []).find(({ name }) => name === environment) ?? {};
  return domain === undefined ? {} : { domain };
}

function readDomains(output: string): Named[] {
  try {
    return JSON.parse(output) as Named[];
  } catch {
    return [];
  }
}
