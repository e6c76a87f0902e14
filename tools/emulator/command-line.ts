import { join } from 'node:path';
import { projectRoot } from '../support/project';
import { shortPath } from '../support/short-path';

/** Options that every command of the emulator takes. */
export interface CommandOptions {
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  /** The emulator's folder. */
  readonly home: string;
  /** The folder for the synthesized stacks. */
  readonly outDir: string;
  /** True to plan also the stacks that are unchanged since their last apply. @default false */
  readonly full?: boolean;
  /** Programs in place of stand-ins, each `<service>=<command line>`. @default none */
  readonly programs?: readonly string[];
}

/** Defaults for a command without options. */
export const DEFAULTS: CommandOptions = {
  environment: 'dev',
  home: join(projectRoot, '.emulator'),
  outDir: join(projectRoot, 'cdktf.out'),
};

/**
 * A command as a person types it to work on the same environment and emulator.
 *
 * @param command such as `npm start`
 */
export function commandLine(command: string, { environment, home, outDir }: CommandOptions): string {
  const options = [
    ...(environment === DEFAULTS.environment ? [] : [`--env ${environment}`]),
    ...(home === DEFAULTS.home ? [] : [`--home ${shortPath(home)}`]),
    ...(outDir === DEFAULTS.outDir ? [] : [`--out ${shortPath(outDir)}`]),
  ];
  return [command, ...(options.length === 0 ? [] : ['--', ...options])].join(' ');
}
