import { TerraformOutput, TerraformRemoteState, Token } from 'cdktf';

/** One value that crosses stacks: its Terraform type and what it is. A secret never crosses: there is no kind for it. */
export interface Field<T> {
  readonly type: 'string' | 'list';
  readonly description: string;
  /** Never set: carries the TypeScript type. */
  readonly value?: T;
}

/** A string. `description` becomes the output's, so an operator reads it in `terraform output`. */
export const text = (description: string): Field<string> => ({ type: 'string', description });

/** A list of strings, in a stable order that the description names. */
export const texts = (description: string): Field<string[]> => ({ type: 'list', description });

/** The fields of a contract, by their names in camelCase. */
export type Fields = Readonly<Record<string, Field<string> | Field<string[]>>>;

/**
 * What one stack offers to the stacks behind it. Field names are camelCase in TypeScript and snake_case as outputs:
 * `appSubnetIds` is published as `app_subnet_ids`.
 */
export interface Contract<F extends Fields> {
  /** Name of the stack that publishes it, such as `network`. */
  readonly stack: string;
  readonly fields: F;
}

/** The values of a contract, all of them, each with its type. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export function contract<F extends Fields>(stack: string, fields: F): Contract<F> {
  return { stack, fields };
}

const outputName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Declares an output per field, with the static name and the description of the contract. */
export function publishOutputs<F extends Fields>(
  stack: ConstructorParameters<typeof TerraformOutput>[0],
  { fields }: Contract<F>,
  values: Values<F>,
): void {
  for (const [name, { description }] of Object.entries(fields)) {
    new TerraformOutput(stack, outputName(name), { staticId: true, description, value: values[name] });
  }
}

/** The same values, seen from another stack: references to the outputs in `state`. */
export function outputsFrom<F extends Fields>(
  state: TerraformRemoteState,
  { fields }: Contract<F>,
): Values<F> {
  const entries = Object.entries(fields).map(([name, { type }]) => {
    const output = state.get(outputName(name));
    return [name, type === 'list' ? Token.asList(output) : Token.asString(output)];
  });
  return Object.fromEntries(entries) as Values<F>;
}
