import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStackJson, Stack } from './graph';
import { Session } from './session';
import { deployedResources } from './state';

/**
 * Types that no other stack waits for. The provider watches a new lifecycle rule for 55 s, and Terraform publishes what a
 * stack offers at the very end of a run.
 */
const UNAWAITED = new Set(['aws_s3_bucket_lifecycle_configuration']);

/** The part of a stack's JSON, or of a file of a module, that says what is in it. */
export interface Contents {
  /** Names by type. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly module?: Readonly<Record<string, { readonly source: string }>>;
}

/** The addresses of what a configuration holds itself, by type. */
const addressesIn = ({ resource = {} }: Contents, prefix = ''): [type: string, address: string][] =>
  Object.entries(resource).flatMap(([type, named]) =>
    Object.keys(named).map((name): [string, string] => [type, `${prefix}${type}.${name}`]),
  );

/** Addresses of a configuration and of the modules that it calls, whose sources are relative to `directory`. */
const allAddressesIn = (contents: Contents, directory: string): [type: string, address: string][] => [
  ...addressesIn(contents),
  ...Object.entries(contents.module ?? {}).flatMap(([name, { source }]) => {
    const folder = join(directory, source);
    const files = readdirSync(folder).filter((file) => file.endsWith('.tf.json'));
    return files.flatMap((file) =>
      addressesIn(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Contents, `module.${name}.`),
    );
  }),
];

/**
 * The arguments of the runs of Terraform that apply a stack, one run behind the other. The stacks that read it may start
 * behind the first.
 *
 * The first time, what nobody waits for has a run of its own. From then on there is little to wait for, and one run is
 * the quicker way.
 */
export async function stepsOf(stack: Stack, session: Session): Promise<string[][]> {
  const contents = readStackJson(stack) as Contents;
  const addresses = allAddressesIn(contents, stack.directory);
  if (!addresses.some(([type]) => UNAWAITED.has(type))) return [[]];
  if ((await deployedResources(session, stack.name)).length > 0) return [[]];
  const awaited = addresses.filter(([type]) => !UNAWAITED.has(type));
  return [awaited.map(([, address]) => `-target=${address}`), []];
}
