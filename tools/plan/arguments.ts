import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ToolError } from '../support/project';
import { defaultFolder, defaultOutDir, PlanCommand } from './command-line';

/**
 * What a person typed behind `npm run plan`, `apply` or `drift`; undefined when they asked for help.
 *
 * @throws ToolError with exit code 1 for what is not understood: 2 means something else here
 */
export function readArguments(usage: string): PlanCommand | undefined {
  const { env, stack, out, plans, help, 'lock-timeout': lockTimeout } = parse(usage);
  if (help) return undefined;
  if (!/^\d+[smh]$/.test(lockTimeout)) {
    throw new ToolError(
      `--lock-timeout is ${JSON.stringify(lockTimeout)}; allowed: a number of seconds, minutes or hours, such as 30s or 5m.`,
    );
  }
  return {
    environment: env,
    stacks: stack,
    outDir: resolve(out),
    folder: resolve(plans ?? defaultFolder(env)),
    lockTimeout,
  };
}

function parse(usage: string) {
  try {
    return parseArgs({
      options: {
        env: { type: 'string', default: 'dev' },
        stack: { type: 'string', multiple: true, default: [] },
        out: { type: 'string', default: defaultOutDir },
        plans: { type: 'string' },
        'lock-timeout': { type: 'string', default: '0s' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n\n${usage}`);
  }
}
