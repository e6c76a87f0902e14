import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ToolError } from '../project';
import { defaultFolder, defaultOutDir, PlanCommand } from './command-line';

/**
 * What a person typed behind `npm run plan`, `apply` or `drift`; undefined when they asked for help.
 *
 * @throws ToolError with exit code 1 for what is not understood: 2 means something else here
 */
export function readArguments(usage: string): PlanCommand | undefined {
  const { env, stack, out, plans, help } = parse(usage);
  if (help) return undefined;
  return {
    environment: env,
    stacks: stack,
    outDir: resolve(out),
    folder: resolve(plans ?? defaultFolder(env)),
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
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n\n${usage}`);
  }
}
