import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTerraform } from '../model/terraform/read';
import { Configuration } from '../model/terraform/stacks';
import { ToolError } from '../support/project';
import { Reach } from './reach';

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/**
 * Model of an environment from the output folder of a synthesis.
 *
 * @throws ToolError with exit code 2 for an environment that is not there, with those that are
 */
export function reachIn(outDir: string, environment: string): Reach {
  const { stacks } = read(join(outDir, 'manifest.json')) as Manifest;
  const own = Object.entries(stacks).filter(([name]) => name.startsWith(`${environment}-`));
  const environments = environmentsIn(outDir);
  if (!environments.includes(environment)) {
    throw new ToolError(
      `There is no environment ${JSON.stringify(environment)}; there are: ${environments.join(', ')}.`,
      2,
    );
  }
  const configurations = own.map(([name, { synthesizedStackPath }]) => [
    name,
    read(join(outDir, synthesizedStackPath)),
  ]);
  return new Reach(
    environment,
    readTerraform(Object.fromEntries(configurations) as Record<string, Configuration>),
  );
}

/** Environments of the output folder of a synthesis: those that have a network. */
export const environmentsIn = (outDir: string): string[] =>
  Object.keys((read(join(outDir, 'manifest.json')) as Manifest).stacks).flatMap((name) =>
    name.endsWith('-network') ? [name.slice(0, -'-network'.length)] : [],
  );

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
