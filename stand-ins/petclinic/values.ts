/** A request that the service refuses, with the status of its answer. */
export class Refusal extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`);
  }
}

const INT = { least: -(2 ** 31), most: 2 ** 31 - 1 };

const inRange = (value: number): number => {
  if (!Number.isFinite(value) || value < INT.least || value > INT.most) throw new Refusal(400);
  return value;
};

/** A Java `int` out of a path or query, as Spring converts it. @throws Refusal 400 */
export function pathInt(text: string): number {
  const trimmed = text.replace(/\s/g, '');
  const hex = /^([+-]?)(?:0[xX]|#)([0-9a-fA-F]+)$/.exec(trimmed);
  if (hex) return inRange(parseInt(`${hex[1] ?? ''}${hex[2] ?? ''}`, 16));
  if (!/^[+-]?\d+$/.test(trimmed)) throw new Refusal(400);
  return inRange(Number(trimmed));
}

/** An id of at least 1. @throws Refusal 400 */
export function positiveId(text: string): number {
  const id = pathInt(text);
  if (id < 1) throw new Refusal(400);
  return id;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a body holds. @throws Refusal 400 */
export function objectOf(body: unknown): JsonObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal(400);
  return body as JsonObject;
}

/** A text as Jackson reads one: numbers and booleans become their text. @throws Refusal 400 */
export function text(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' && typeof value !== 'boolean') throw new Refusal(400);
  return String(value);
}

/** A Java `int` as Jackson reads one; nothing is 0, a fraction is cut. @throws Refusal 400 */
export function int(value: unknown): number {
  if (value === undefined || value === null || value === '') return 0;
  if (typeof value === 'number') return inRange(Math.trunc(value));
  if (typeof value !== 'string' || !/^\s*[+-]?\d+\s*$/.test(value)) throw new Refusal(400);
  return inRange(Number(value));
}

/**
 * A date of the form `yyyy-MM-dd` as Java's lenient SimpleDateFormat reads it: the 31st of April is the 1st of May, and
 * what follows the day is passed over. A number is milliseconds since 1970.
 *
 * @throws Refusal 400
 */
export function date(value: unknown): Date | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return new Date(Math.trunc(value));
  const parts = typeof value === 'string' ? /^\s*(\d+)-(\d+)-(\d+)/.exec(value) : null;
  if (parts === null) throw new Refusal(400);
  const result = new Date(0);
  result.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  if (Number.isNaN(result.getTime())) throw new Refusal(400);
  return result;
}

/** `yyyy-MM-dd`, in UTC as the images run. */
export const day = (value: Date | null): string | null => value?.toISOString().slice(0, 10) ?? null;

/** A text with more than white space. https://jakarta.ee/specifications/bean-validation/ @throws Refusal 400 */
export function notBlank(value: unknown): string {
  const found = text(value);
  // eslint-disable-next-line no-control-regex -- Java's trim takes all up to the space
  if (found === null || found.replace(/[\x00-\x20]/g, '') === '') throw new Refusal(400);
  return found;
}

/** A number of at most so many digits before the point and none behind it, as Java's BigDecimal reads it. @throws Refusal 400 */
export function digits(value: string, most: number): string {
  const parts = /^[+-]?(?:(\d+)\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?$/.exec(value);
  if (parts === null) throw new Refusal(400);
  const [, whole = '', behind = '', only = '', exponent = '0'] = parts;
  const precision = Math.max(1, `${whole}${behind}${only}`.replace(/^0+/, '').length);
  const scale = behind.length + only.length - Number(exponent);
  if (precision - scale > most || scale > 0) throw new Refusal(400);
  return value;
}
