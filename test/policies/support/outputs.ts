import { Body, Estate } from '../../support/estate';

export interface Output {
  readonly name: string;
  /** Address such as `dev-network/output.vpc_id`. */
  readonly address: string;
  readonly body: Body;
}

/** The outputs of every stack. */
export const outputsOf = (estate: Estate): Output[] =>
  Object.entries(estate.stacks).flatMap(([stack, { output = {} }]) =>
    Object.entries(output).map(([name, body]) => ({ name, address: `${stack}/output.${name}`, body })),
  );
