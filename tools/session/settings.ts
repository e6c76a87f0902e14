import { loadEnvironments } from '../../src/config/load';
import { Environment } from '../../src/config/schema';
import { ToolError } from '../support/project';

/**
 * Settings of an environment, read from its file now.
 *
 * @throws ToolError that lists the environments when there is no such one
 */
export function settingsOf(environment: string): Environment {
  const all = loadEnvironments();
  const found = all.find(({ name }) => name === environment);
  if (found === undefined) {
    throw new ToolError(
      `There is no environment ${environment}, only ${all.map(({ name }) => name).join(', ')}.`,
      2,
    );
  }
  return found;
}
