import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Body, Configuration } from './resource-graph';

/** Entry of a stack in the `manifest.json` of a synthesis. */
interface StackEntry {
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
  /** The stacks that are applied before it. */
  readonly dependencies: readonly string[];
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The stacks in the output folder of a synthesis, by name. */
export const manifestOf = (outdir: string): Readonly<Record<string, StackEntry>> =>
  (readJson(join(outdir, 'manifest.json')) as { stacks: Record<string, StackEntry> }).stacks;

/** The Terraform JSON in the output folder of a synthesis, by stack, with the modules that each calls. */
export function configurationsIn(outdir: string): Record<string, Configuration> {
  return Object.fromEntries(
    Object.entries(manifestOf(outdir)).map(([name, { workingDirectory, synthesizedStackPath }]) => {
      const configuration = readJson(join(outdir, synthesizedStackPath)) as Configuration;
      const called = Object.entries(configuration.module ?? {}).map(([call, { source, ...inputs }]) => [
        call,
        calledModule(join(outdir, workingDirectory, source as string), inputs),
      ]);
      return [name, { ...configuration, called: Object.fromEntries(called) as Configuration['called'] & {} }];
    }),
  );
}

/** The files of a module folder, as Terraform joins them; `inputs` are literals. */
function calledModule(folder: string, inputs: Body): Configuration {
  const files = readdirSync(folder).filter((file) => file.endsWith('.tf.json'));
  const { variable = {}, ...configuration } = files
    .map((file) => readJson(join(folder, file)) as Body)
    .reduce(merged) as Configuration & { variable?: Record<string, Body> };
  const text = JSON.stringify(configuration).replace(/\$\{var\.(\w+)\}/g, (_, name: string) =>
    String(inputs[name] ?? variable[name]?.['default']),
  );
  return JSON.parse(text) as Configuration;
}

const merged = (one: Body, other: Body): Body => {
  const shared = Object.keys(one).filter((key) => key in other);
  const both = shared.map((key) => [key, merged(one[key] as Body, other[key] as Body)]);
  return { ...one, ...other, ...(Object.fromEntries(both) as Body) };
};
