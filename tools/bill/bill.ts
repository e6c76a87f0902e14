import { Usage } from '../../src/config/sections/usage';
import { Configuration, Stacks } from '../model/terraform/stacks';
import { isFree } from './free';
import { Context, Part } from './context';
import { pricers } from './pricing';

/** A part of the bill of a month. */
export interface Line extends Part {
  readonly stack: string;
  readonly type: string;
  /** Name of the resource in its stack. */
  readonly name: string;
}

/** Costs of some lines in US dollars, and the number of those whose cost nobody knows. */
export interface Sum {
  readonly fixed: number;
  readonly used: number;
  readonly unknown: number;
}

/**
 * Bill of a month from the synthesized JSON: a line for each part of each resource that costs money or may do so.
 *
 * @param configurations by stack name
 * @param price US dollars by name; undefined for an unknown one
 */
export function billOf(
  configurations: Readonly<Record<string, Configuration>>,
  usage: Usage,
  price: (name: string) => number | undefined,
): Line[] {
  const stacks = new Stacks(configurations);
  const context = new Context(stacks, usage, price);
  const types = new Set(Object.values(configurations).flatMap(({ resource = {} }) => Object.keys(resource)));
  return [...types].flatMap((type) =>
    stacks.all(type).flatMap((resource) => {
      const [stack = '', address = ''] = resource.id.split('/');
      const parts =
        pricers[type]?.(resource.body, context, resource) ??
        (isFree(type) ? [] : [{ part: 'all of it', isFixed: true, usd: undefined }]);
      return parts.map((part) => ({ stack, type, name: address.slice(type.length + 1), ...part }));
    }),
  );
}

export function sumOf(lines: readonly Line[]): Sum {
  const total = (isFixed: boolean): number =>
    lines.reduce((sum, line) => sum + (line.isFixed === isFixed ? (line.usd ?? 0) : 0), 0);
  return {
    fixed: total(true),
    used: total(false),
    unknown: lines.filter(({ usd }) => usd === undefined).length,
  };
}
