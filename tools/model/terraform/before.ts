import { Body, Configuration, listOf, Resource, Stacks } from './stacks';

/** The part of a planned change that is needed, as `terraform show -json` has it. */
interface PlannedChange {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  readonly deposed?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: unknown;
    readonly after?: unknown;
  };
}
type Changes = Readonly<Record<string, readonly PlannedChange[]>>;

/**
 * Stacks as they are deployed, in the form of the synthesized JSON: what a plan adds is taken out, what it removes is put back,
 * and what it changes has its earlier value. In earlier values stands for an id or another value of AWS what a model has there.
 *
 * @param configurations synthesized stacks by name
 * @param changes planned changes by stack, those that do nothing among them; a stack without any is as it is synthesized
 */
export function configurationsBefore(
  configurations: Readonly<Record<string, Configuration>>,
  changes: Changes,
): Record<string, Configuration> {
  const words = new Vocabulary(configurations, changes);
  return Object.fromEntries(
    Object.entries(configurations).map(([stack, configuration]) => {
      const resource: Record<string, Record<string, Body>> = structuredClone(configuration.resource ?? {});
      for (const { address, type, change } of (changes[stack] ?? []).filter(isManaged)) {
        const name = address.slice(type.length + 1);
        const own = (resource[type] ??= {});
        const { actions, before, after } = change;
        if (isBody(before)) {
          const values = Object.entries(earlier(before, own[name], after));
          const changed = values.map(([key, value]) => [key, words.translate(value, key)] as const);
          own[name] = { ...own[name], ...Object.fromEntries(changed) };
        } else if (actions.includes('create')) Reflect.deleteProperty(own, name);
      }
      return [stack, { ...configuration, resource }];
    }),
  );
}

const isManaged = ({ mode, deposed, address }: PlannedChange): boolean =>
  mode !== 'data' && deposed === undefined && !address.startsWith('module.');

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Earlier values that differ from the planned ones; all of them where the resource goes. */
function earlier(before: Body, body: Body | undefined, after: unknown): Body {
  if (body === undefined || !isBody(after)) return before;
  return Object.fromEntries(
    Object.entries(before).filter(
      ([key, value]) => (key in after || key in body) && JSON.stringify(value) !== JSON.stringify(after[key]),
    ),
  );
}

/** Ids that AWS makes up. Those that are names would be taken for every other use of the same name. */
const MADE_UP = /^(arn:.+|[a-z]+-[0-9a-f]{8,17}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const MADE_UP_BY_API_GATEWAY = /^[0-9a-z]{6,10}$/;

/** Translation of AWS's values into those of a model: ids by resource, all others from attributes of which both are known. */
class Vocabulary {
  readonly #ids = new Map<string, string>();
  /** Values of a model by attribute and value of AWS. */
  readonly #values = new Map<string, string>();
  /** Parts of longer texts, by attribute. */
  readonly #parts = new Map<string, readonly (readonly [part: string, model: string])[]>();

  constructor(configurations: Readonly<Record<string, Configuration>>, changes: Changes) {
    const stacks = new Stacks(configurations);
    const models = new Map<string, Resource>();
    for (const { resource = {} } of Object.values(configurations)) {
      for (const one of stacks.all(...Object.keys(resource))) models.set(one.id, one);
    }
    const known = Object.entries(changes).flatMap(([stack, all]) =>
      all
        .filter(isManaged)
        .flatMap(({ address, change: { before } }) => (isBody(before) ? [{ stack, address, before }] : [])),
    );
    for (const isOwn of [true, false]) {
      for (const { stack, address, before } of known) {
        const madeUp = address.startsWith('aws_api_gateway_') ? MADE_UP_BY_API_GATEWAY : MADE_UP;
        for (const [key, value] of Object.entries(before)) {
          if (typeof value !== 'string' || !madeUp.test(value) || this.#ids.has(value)) continue;
          if (isOwn && key !== 'id' && key !== 'arn') continue;
          this.#ids.set(value, `${stack}/${address}${isOwn ? '' : `#${key}`}`);
        }
      }
    }
    for (const { stack, address, before } of known)
      this.#learn(models.get(`${stack}/${address}`)?.body, before, '');
  }

  #learn(model: unknown, value: unknown, key: string): void {
    if (Array.isArray(value)) {
      const all = listOf(model);
      if (!all.every(isBody)) {
        if (all.length === 1 && value.length === 1) this.#learn(all[0], value[0], key);
        return;
      }
      for (const one of all) {
        const same = listOf(value).find(
          (other) => isBody(other) && Object.keys(one).every((each) => !isEmpty(other[each])),
        );
        this.#learn(one, same, key);
      }
    } else if (isBody(model) && isBody(value)) {
      for (const [each, one] of Object.entries(model)) this.#learn(one, value[each], each);
    } else if (typeof model === 'string' && typeof value === 'string' && model !== value) {
      this.#values.set(`${key} ${value}`, model);
      let [start, end] = [0, 0];
      while (model[start] === value[start]) start++;
      while (end < value.length - start && model.at(-1 - end) === value.at(-1 - end)) end++;
      const part = [value.slice(start, value.length - end), model.slice(start, model.length - end)] as const;
      if (start + end > 0 && part[0].length > 9)
        this.#parts.set(key, [...(this.#parts.get(key) ?? []), part]);
    }
  }

  /** A value of AWS as a model has it, without attributes that nobody set. */
  translate(value: unknown, key: string): unknown {
    if (typeof value === 'string') {
      const known = this.#ids.get(value) ?? this.#values.get(`${key} ${value}`);
      return (
        known ??
        (this.#parts.get(key) ?? []).reduce((text, [part, model]) => text.replace(part, model), value)
      );
    }
    if (Array.isArray(value)) return value.map((one) => this.translate(one, key));
    if (!isBody(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([each, one]) =>
        isEmpty(one) ? [] : [[each, this.translate(one, each)]],
      ),
    );
  }
}
