import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../support/project';

/** The part of `cdktf.out/manifest.json` that tells the order. */
export interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      { readonly name: string; readonly workingDirectory: string; readonly dependencies: readonly string[] }
    >
  >;
}

/** The part of a stack's `cdk.tf.json` that the tools read. */
export interface StackJson {
  readonly terraform: {
    readonly backend?: {
      readonly local?: unknown;
      readonly s3?: { readonly bucket: string; readonly key: string };
    };
    readonly cloud?: unknown;
  };
  readonly module?: unknown;
  readonly provider?: { readonly aws?: readonly { readonly region?: string }[] };
}

export interface Stack {
  readonly name: string;
  /** The absolute folder of its `cdk.tf.json`. */
  readonly directory: string;
  /** Names of the stacks that come first. */
  readonly dependencies: readonly string[];
}

/** Name of the stack that keeps the states of the others. */
export const STATE_BACKEND = 'state-backend';

/**
 * The stacks so that each comes behind those it depends on, otherwise by name.
 *
 * @throws ToolError for a dependency on a stack that does not exist, and for a cycle, which it names
 */
export function orderStacks(stacks: readonly Stack[]): Stack[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const ordered = new Set<Stack>();
  const visit = (stack: Stack, path: readonly string[]): void => {
    if (ordered.has(stack)) return;
    if (path.includes(stack.name)) {
      const cycle = [...path.slice(path.indexOf(stack.name)), stack.name];
      throw new ToolError(`The stacks depend on each other in a circle: ${cycle.join(' → ')}.`);
    }
    for (const name of [...stack.dependencies].sort()) {
      const dependency = byName.get(name);
      if (dependency === undefined) {
        throw new ToolError(
          `Stack ${stack.name} depends on ${name}, but there are only ${[...byName.keys()].join(', ')}.`,
        );
      }
      visit(dependency, [...path, stack.name]);
    }
    ordered.add(stack);
  };
  for (const name of [...byName.keys()].sort()) visit(byName.get(name) as Stack, []);
  return [...ordered];
}

/** Reverses the order and every dependency of the stacks, for a destroy. */
export function reverseStacks(stacks: readonly Stack[]): Stack[] {
  return stacks.toReversed().map((stack) => ({
    ...stack,
    dependencies: stacks
      .filter(({ dependencies }) => dependencies.includes(stack.name))
      .map(({ name }) => name),
  }));
}

export function readStackJson(stack: Stack): StackJson {
  return JSON.parse(readFileSync(join(stack.directory, 'cdk.tf.json'), 'utf8')) as StackJson;
}

/** Environment of a stack, with which its name begins; undefined for a stack of the account, such as the state backend. */
export const environmentOf = ({ name }: Stack): string | undefined =>
  name === STATE_BACKEND ? undefined : name.slice(0, name.indexOf('-'));

/** Every synthesized stack, in order. The state backend comes before all: the other states lie in it. */
export function readStacks(outDir: string): Stack[] {
  const manifest = JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8')) as Manifest;
  const stacks = Object.values(manifest.stacks).map(({ name, workingDirectory, dependencies }) => ({
    name,
    directory: join(outDir, workingDirectory),
    dependencies: name === STATE_BACKEND ? dependencies : [STATE_BACKEND, ...dependencies],
  }));
  return orderStacks(stacks);
}

/**
 * The stacks of one environment with the state backend, in order.
 *
 * @throws ToolError that lists the environments when there is no such one
 */
export function stacksOf(environment: string, stacks: readonly Stack[]): Stack[] {
  const others = stacks.filter(({ name }) => name !== STATE_BACKEND);
  const environments = [...new Set(others.map(environmentOf))];
  if (!environments.includes(environment)) {
    throw new ToolError(`There is no environment ${environment}, only ${environments.join(', ')}.`, 2);
  }
  return stacks.filter((stack) => stack.name === STATE_BACKEND || environmentOf(stack) === environment);
}
