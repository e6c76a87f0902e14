import { TerraformOutput, TerraformRemoteState, Token } from 'cdktf';
import { Keyed } from '../lib/keyed';

/** One value that crosses stacks: its Terraform type and what it is. A secret never crosses: there is no kind for it. */
export interface Field<Written, Read = Written> {
  readonly type: 'string' | 'list' | 'map';
  readonly description: string;
  /** Carrier of the TypeScript types; never set. */
  readonly types?: { readonly written: Written; readonly read: Read };
}

/** A string. `description` becomes the output's, so an operator reads it in `terraform output`. */
export const text = (description: string): Field<string> => ({ type: 'string', description });

/** A list of strings, in a stable order that the description names. */
export const texts = (description: string): Field<string[]> => ({ type: 'list', description });

/** Finds a value by its key. Terraform refuses the plan of a reader that asks for a key that is not there. */
export type Lookup = (key: string) => string;

/** A string for each key, such as a service's name; whoever reads it asks for one key at a time. Keys are words joined by hyphens or underscores. */
export const textByKey = (description: string): Field<Keyed<string>, Lookup> => ({
  type: 'map',
  description,
});

/** The fields of a contract, by their names in camelCase. */
export type Fields = Readonly<Record<string, Field<string> | Field<string[]> | Field<Keyed<string>, Lookup>>>;

/**
 * Outputs that one stack offers to the stacks that depend on it. Field names are camelCase in TypeScript and snake_case
 * as outputs: `appSubnetIds` is published as `app_subnet_ids`.
 */
export interface Contract<F extends Fields> {
  /** Name of the stack that publishes it, such as `network`. */
  readonly stack: string;
  readonly fields: F;
}

/** The values of a contract as its stack publishes them, all of them. */
export type Published<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends { readonly types?: { readonly written: infer Written } }
    ? Written
    : never;
};

/** The values of a contract as another stack reads them. */
export type Values<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends { readonly types?: { readonly read: infer Read } } ? Read : never;
};

export function contract<F extends Fields>(stack: string, fields: F): Contract<F> {
  return { stack, fields };
}

const outputName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Declares an output per field, with the static name and the description of the contract. */
export function publishOutputs<F extends Fields>(
  stack: ConstructorParameters<typeof TerraformOutput>[0],
  { fields }: Contract<F>,
  values: Published<F>,
): void {
  for (const [name, { description }] of Object.entries(fields)) {
    new TerraformOutput(stack, outputName(name), { staticId: true, description, value: values[name] });
  }
}

const READERS: Readonly<
  Record<Field<unknown>['type'], (state: TerraformRemoteState, output: string) => unknown>
> = {
  string: (state, output) => Token.asString(state.get(output)),
  list: (state, output) => Token.asList(state.get(output)),
  // As an attribute, not as an index: an index has quotes, which break the JSON of a policy that it stands in.
  map: (state, output) => (key: string) => Token.asString(state.get(`${output}.${key}`)),
};

/** Values of a contract for a stack that reads it: references to the outputs in `state`. */
export function outputsFrom<F extends Fields>(
  state: TerraformRemoteState,
  { fields }: Contract<F>,
): Values<F> {
  const entries = Object.entries(fields).map(([name, { type }]) => {
    return [name, READERS[type](state, outputName(name))];
  });
  return Object.fromEntries(entries) as Values<F>;
}
