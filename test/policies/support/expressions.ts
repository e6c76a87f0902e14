import { Estate, Place } from '../../support/estate';

/** A block of a configuration, and the Terraform expressions in it. */
export interface Expressions extends Place {
  /** Address such as `dev-network/aws_vpc.vpc_vpc` or `dev-network/output.vpc_id`. */
  readonly address: string;
  readonly expressions: readonly string[];
}

const OTHER_SECTIONS = ['terraform', 'provider', 'data', 'module', 'output'] as const;

/** The expressions of every resource, and of every other block of a stack or module. */
export const expressionsOf = (estate: Estate): Expressions[] => [
  ...estate.resources.map(({ scope, address, body }) => ({
    scope,
    address,
    expressions: expressionsIn(body),
  })),
  ...Object.entries(estate.scopes).flatMap(([scope, configuration]) =>
    OTHER_SECTIONS.flatMap((section) =>
      Object.entries(configuration[section] ?? {}).map(([name, body]) => ({
        scope,
        address: `${scope}/${section}.${name}`,
        expressions: expressionsIn(body),
      })),
    ),
  ),
];

function expressionsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('${') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsIn) : [];
}
