import { z } from 'zod';
import { parseCidr } from '../lib/cidr';
import { emailId } from '../lib/naming';
import { refusal } from './problem';

/** Makes every refusal of a field say what was given and what is allowed. */
export function allow(allowed: string) {
  return { error: ({ input }: { input?: unknown }) => refusal(input, allowed) };
}

/** An object that takes these keys and no other. */
export function strict<S extends z.ZodRawShape>(shape: S) {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code, input }) =>
      code === 'unrecognized_keys'
        ? `is not a known key; allowed: ${keys}`
        : refusal(input, `an object with ${keys}`),
  });
}

/**
 * A map from kebab-case keys: they become part of Terraform addresses and of names.
 *
 * @param longest characters that a key may have
 */
export function keyed<V extends z.ZodType>(value: V, allowed: string, longest: number) {
  const kebabCase = z
    .string()
    .max(longest)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  const keys = `at most ${longest} lower-case letters, digits and inner hyphens, a letter first`;
  return map(kebabCase, keys, value, allowed);
}

/** A map whose keys fit `key`. */
export function map<V extends z.ZodType>(key: z.ZodString, keys: string, value: V, allowed: string) {
  return z.record(key, value, {
    error: ({ code, input }) =>
      code === 'invalid_key' ? `is not a key; allowed: ${keys}` : refusal(input, allowed),
  });
}

export function text(pattern: RegExp, allowed: string) {
  // Checks behind it do not look at what is malformed: one problem, one line.
  return z.string(allow(allowed)).regex(pattern, { abort: true });
}

export function oneOf<const T extends string | number>(values: readonly T[]) {
  return z.literal(values, allow(values.join(', ')));
}

export function yesOrNo() {
  return z.boolean(allow('true, false'));
}

export function integer(min: number, max: number) {
  return z
    .number(allow(`a whole number from ${min} to ${max}`))
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, { abort: true });
}

/** A list without repetitions. */
export function distinct<V extends z.ZodType>(item: V, allowed: string) {
  return z.array(item, allow(allowed)).refine((items) => new Set(items).size === items.length, {
    error: ({ input }) =>
      refusal(firstRepeated(input as unknown[]), `${allowed}, each once`, 'is there twice'),
  });
}

/** A list of e-mail addresses of which no two give one Terraform address. */
export function emails(allowed: string) {
  const twin = (list: readonly string[]): string | undefined =>
    list.find((one, at) => list.findIndex((other) => emailId(other) === emailId(one)) < at);
  const address = z
    .email(allow('an e-mail address'))
    // https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
    .refine((email) => email.length <= 254 && !/^[^@]{65}|[^@.]{64}(\.|$)/.test(email));
  return distinct(address, allowed).refine(
    (list) => new Set(list).size !== list.length || twin(list) === undefined,
    {
      error: ({ input }) =>
        refusal(
          twin(input as string[]),
          'addresses that differ by a letter or digit',
          'differs from another by case or punctuation only',
        ),
    },
  );
}

const firstRepeated = (items: readonly unknown[]): unknown =>
  items.find((item, index) => items.indexOf(item) !== index);

/**
 * A network whose prefix lies between `/largest` and `/smallest`.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function network(largest: number, smallest: number) {
  return z.string(allow(`a network from /${largest} to /${smallest}`)).superRefine((given, context) => {
    const message = networkProblem(given, largest, smallest);
    if (message !== undefined) context.addIssue(message);
  });
}

function networkProblem(given: string, largest: number, smallest: number): string | undefined {
  if (given.length > '255.255.255.255/32'.length) return refusal(given, `/${largest} to /${smallest}`);
  try {
    const { prefix } = parseCidr(given);
    if (prefix >= largest && prefix <= smallest) return undefined;
    return refusal(given, `/${largest} to /${smallest}`, prefix < largest ? 'is too large' : 'is too small');
  } catch (error) {
    return (error as Error).message;
  }
}
