import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../support/project';
import { shortPath } from '../support/short-path';

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
  readonly provider?: {
    readonly aws?: readonly { readonly region?: string; readonly allowed_account_ids?: readonly string[] }[];
  };
}

export interface Stack {
  readonly name: string;
  /** The absolute folder of its `cdk.tf.json`. */
  readonly directory: string;
  /** Names of the stacks that come first. */
  readonly dependencies: readonly string[];
}

/** Name of the stack that keeps the states of the others; that of another account ends in the account's id. */
export const STATE_BACKEND = 'state-backend';

/** Tells whether a stack is of an account and of no environment, by its name: no environment is called so. */
export const isOfAccount = (name: string): boolean => /^(state-backend|account)(-|$)/.test(name);

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

/** @throws ToolError for a file of a synthesis that is missing or broken, such as by one that was killed */
export function readSynthesized(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ToolError(
      `${shortPath(file)} cannot be read: ${(error as Error).message}.\n\`npm run synth\` writes it anew.`,
    );
  }
}

export const readStackJson = ({ directory }: Stack): StackJson =>
  readSynthesized(join(directory, 'cdk.tf.json')) as StackJson;

/** Environment of a stack, with which its name begins; undefined for a stack of an account. */
export const environmentOf = ({ name }: Stack): string | undefined =>
  isOfAccount(name) ? undefined : name.slice(0, name.indexOf('-'));

/**
 * Every synthesized stack, in order. Those of an account come before its environments, the state backend first: the other
 * states lie in it.
 */
export function readStacks(outDir: string): Stack[] {
  const manifest = readSynthesized(join(outDir, 'manifest.json')) as Manifest;
  const stacks = Object.values(manifest.stacks).map(({ name, workingDirectory, dependencies }) => ({
    name,
    directory: join(outDir, workingDirectory),
    dependencies,
  }));
  const ofAccounts = stacks.filter(({ name }) => isOfAccount(name)).map(placeOf);
  return orderStacks(
    stacks.map((stack) => {
      const place = placeOf(stack);
      const before = ofAccounts.filter((other) => isBefore(other, place)).map(({ name }) => name);
      return { ...stack, dependencies: [...before, ...stack.dependencies] };
    }),
  );
}

/** The only account that the stack may touch; undefined for any. */
export const accountOf = (stack: Stack): string | undefined =>
  readStackJson(stack).provider?.aws?.[0]?.allowed_account_ids?.[0];

interface StackPlace {
  readonly name: string;
  /** Id of the account; undefined for any. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

function placeOf(stack: Stack): StackPlace {
  // A manifest is enough for the order where there is one account.
  const [aws] =
    (existsSync(join(stack.directory, 'cdk.tf.json')) && readStackJson(stack).provider?.aws) || [];
  return { name: stack.name, account: aws?.allowed_account_ids?.[0], region: aws?.region };
}

/** Tells whether a stack of an account comes before another stack: that of a region before environments there. */
function isBefore(ofAccount: StackPlace, { name, account, region }: StackPlace): boolean {
  if (ofAccount.account !== account || name.startsWith(STATE_BACKEND)) return false;
  if (ofAccount.name.startsWith(STATE_BACKEND)) return true;
  const ofRegion = ofAccount.name.endsWith(`-${ofAccount.region ?? ''}`);
  return !isOfAccount(name) && (!ofRegion || ofAccount.region === region);
}

/**
 * The stacks of one environment with those of its account, in order.
 *
 * @throws ToolError that lists the environments when there is no such one
 */
export function stacksOf(environment: string, stacks: readonly Stack[]): Stack[] {
  const others = stacks.filter(({ name }) => !isOfAccount(name));
  const own = others.filter((stack) => environmentOf(stack) === environment);
  if (own.length === 0) {
    const environments = [...new Set(others.map(environmentOf))];
    throw new ToolError(`There is no environment ${environment}, only ${environments.join(', ')}.`, 2);
  }
  const names = new Set(own.flatMap(({ name, dependencies }) => [name, ...dependencies]));
  return stacks.filter(({ name }) => names.has(name));
}
