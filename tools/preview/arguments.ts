import { parseArgs } from 'node:util';
import { ToolError } from '../support/project';

export interface PreviewCommand {
  /** A git ref as a person types it, such as `origin/main`. */
  readonly base: string;
  /** Such as `dev`. */
  readonly environment: string;
}

/**
 * What a person typed behind `npm run preview`; undefined when they asked for help.
 *
 * @throws ToolError with exit code 1 for what is not understood: 2 means something else here
 */
export function readArguments(
  usage: string,
  args: readonly string[] = process.argv.slice(2),
): PreviewCommand | undefined {
  const { base, env, help } = parse(usage, args);
  if (help) return undefined;
  if (base === undefined || base === '') {
    throw new ToolError(`--base is missing: what does the environment stand at?\n\n${usage}`);
  }
  // Folders are named after it.
  if (!/^[a-z][a-z0-9-]*$/.test(env)) {
    throw new ToolError(
      `--env ${JSON.stringify(env)} is no name of an environment: lower case letters, digits and hyphens.`,
    );
  }
  return { base, environment: env };
}

function parse(usage: string, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        base: { type: 'string' },
        env: { type: 'string', default: 'dev' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n\n${usage}`);
  }
}
