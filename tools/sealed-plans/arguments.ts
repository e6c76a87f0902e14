import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultFolder, defaultOutDir, PlanCommand, regionOf } from '../plan/command-line';
import { ToolError } from '../support/project';

export interface Typed {
  readonly command: PlanCommand;
  readonly help: boolean;
  /** What `--out` names, whole. */
  readonly out: string | undefined;
  readonly positionals: readonly string[];
}

/** What a person typed behind `npm run seal` or `unseal`. */
export function readArguments(): Typed {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      env: { type: 'string', default: 'dev' },
      out: { type: 'string' },
      plans: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { env, out, plans, help } = values;
  if (!help) regionOf(env);
  return {
    command: {
      environment: env,
      stacks: [],
      outDir: defaultOutDir,
      folder: resolve(plans ?? defaultFolder(env)),
    },
    help,
    out: out === undefined ? undefined : resolve(out),
    positionals,
  };
}

/** @throws ToolError when the variable is not set */
export function variable(name: string, what: string): string {
  const value = (process.env[name] ?? '').trim();
  if (value === '')
    throw new ToolError(`${name} is not set: ${what}. docs/runbooks/github.md says where it comes from.`);
  return value;
}
