import { join } from 'node:path';
import ts from 'typescript';
import { z } from 'zod';
import { environmentSchema } from '../../src/config/schema';
import { PRICED_REGION, priceIn } from '../bill/prices';
import { projectRoot } from '../support/project';

/** A setting of an environment. */
export interface Setting {
  /** Path such as `network.zones.<key>.app`. */
  readonly path: string;
  /** Value where the literal has none, as JSON or in words; `required` where it has to have one. */
  readonly usual: string;
  readonly allowed: string;
  readonly effect: string;
  /** Resources that it makes dearer, with their prices in US dollars. */
  readonly cost: string;
}

const FILE = join(projectRoot, 'src', 'config', 'schema.ts');
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Every setting of an environment: defaults and allowed values from the schema, effects and costs (`@cost`) from the docstrings
 * that stand there.
 *
 * @throws Error for a cost that names an unknown price
 */
export function settings(): Setting[] {
  const program = ts.createProgram([FILE], {
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
  });
  const checker = program.getTypeChecker();
  const input = program
    .getSourceFile(FILE)
    ?.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === 'EnvironmentInput');
  if (input === undefined) throw new Error(`${FILE} has no type EnvironmentInput`);

  const tag = (symbol: ts.Symbol | undefined, name: string): string =>
    oneLine(ts.displayPartsToString(symbol?.getJsDocTags(checker).find((one) => one.name === name)?.text));

  const settingsOf = (
    path: string,
    schema: z.core.$ZodType,
    type: ts.Type,
    symbol?: ts.Symbol,
    usual = 'required',
  ): Setting[] => {
    const given = checker.getNonNullableType(type);
    if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
      const { defaultValue, innerType } = schema.def;
      return settingsOf(path, innerType, given, symbol, `\`${JSON.stringify(defaultValue)}\``);
    }
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) {
      return settingsOf(path, schema.def.innerType, given, symbol, tag(symbol, 'default') || 'none');
    }
    const isObject = schema instanceof z.ZodObject;
    const own: Setting = {
      path,
      usual: isObject && usual === 'required' ? '' : usual,
      allowed: isObject ? '' : allowedBy(schema),
      effect: oneLine(ts.displayPartsToString(symbol?.getDocumentationComment(checker))),
      cost: priced(tag(symbol, 'cost')),
    };
    const inner = isObject
      ? Object.entries(schema.def.shape).map(
          ([key, one]) => [key, one as z.core.$ZodType, given.getProperty(key)] as const,
        )
      : [];
    const value = schema instanceof z.ZodRecord ? given.getStringIndexType() : undefined;
    return [
      // What stands under a key of one's own has no docstring beside that of the whole.
      ...(symbol === undefined || (isObject && own.effect === '') ? [] : [own]),
      ...inner.flatMap(([key, one, property]) =>
        settingsOf(
          path === '' ? key : `${path}.${key}`,
          one,
          property === undefined ? given : checker.getTypeOfSymbol(property),
          property,
        ),
      ),
      ...(schema instanceof z.ZodRecord && value !== undefined
        ? settingsOf(`${path}.<key>`, schema.def.valueType, value)
        : []),
    ];
  };
  return settingsOf('', environmentSchema, checker.getTypeAtLocation(input));
}

/** Allowed values, in the words of the schema's own refusal. */
const allowedBy = (schema: z.core.$ZodType): string =>
  (z.safeParse(schema, Symbol('no value')).error?.issues[0]?.message ?? '').replace(/^.*?; allowed: /s, '');

const priced = (cost: string): string =>
  cost.replace(/`([^`]+)`/g, (named, name: string) => {
    const usd = priceIn(PRICED_REGION)(name);
    if (usd === undefined) throw new Error(`@cost names ${name}, which tools/bill/prices.ts does not hold`);
    return `${named} ($${usd.toFixed(12).replace(/\.?0+$/, '')})`;
  });
