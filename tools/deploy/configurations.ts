import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, readStacks, readSynthesized } from './graph';
import { Body, Configuration } from '../model/terraform/stacks';

/**
 * Terraform JSON of the stacks of an environment and of those that the whole account shares, by name. Resources of a module
 * count as those of the stack that calls it.
 *
 * @param outDir output folder of a synthesis
 */
export function configurationsOf(
  outDir: string,
  environment: string,
): { readonly own: Record<string, Configuration>; readonly shared: Record<string, Configuration> } {
  const own: Record<string, Configuration> = {};
  const shared: Record<string, Configuration> = {};
  for (const stack of readStacks(outDir)) {
    const of = environmentOf(stack);
    if (of !== undefined && of !== environment) continue;
    const json = readSynthesized(join(stack.directory, 'cdk.tf.json')) as Configuration & {
      module?: Record<string, Body>;
    };
    const modules = Object.entries(json.module ?? {}).flatMap(([call, { source }]) =>
      resourcesIn(join(stack.directory, String(source)), call),
    );
    const resource = [json.resource ?? {}, ...modules].reduce<Record<string, Record<string, Body>>>(
      (all, one) => {
        for (const [type, named] of Object.entries(one)) all[type] = { ...all[type], ...named };
        return all;
      },
      {},
    );
    (of === undefined ? shared : own)[stack.name] = { ...json, resource };
  }
  return { own, shared };
}

const resourcesIn = (folder: string, call: string): NonNullable<Configuration['resource']>[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.tf.json'))
    .map((file) => {
      const { resource = {} } = readSynthesized(join(folder, file)) as Configuration;
      return Object.fromEntries(
        Object.entries(resource).map(([type, named]) => [
          type,
          Object.fromEntries(Object.entries(named).map(([name, body]) => [`${call}.${name}`, body])),
        ]),
      );
    });
