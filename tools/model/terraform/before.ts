import { Body, Configuration } from './stacks';

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

/** Ids that AWS makes up. Those that are names would be taken for every other use of the same name. */
const MADE_UP =
  /^(arn:.+|[a-z]+-[0-9a-f]{8,17}|(?=.*\d)[0-9a-z]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Stacks as they are deployed, in the form of the synthesized JSON: what a plan adds is taken out, what it removes is put back,
 * and what it changes has its earlier value. Ids in earlier values become addresses, as in a model.
 *
 * @param configurations synthesized stacks by name
 * @param changes planned changes by stack; a stack without any is as it is synthesized
 */
export function configurationsBefore(
  configurations: Readonly<Record<string, Configuration>>,
  changes: Changes,
): Record<string, Configuration> {
  const ids = idsIn(changes);
  return Object.fromEntries(
    Object.entries(configurations).map(([stack, configuration]) => {
      const resource: Record<string, Record<string, Body>> = structuredClone(configuration.resource ?? {});
      for (const { address, type, change } of (changes[stack] ?? []).filter(isManaged)) {
        const name = address.slice(type.length + 1);
        const own = (resource[type] ??= {});
        const { actions, before, after } = change;
        if (!isBody(before)) {
          if (actions.includes('create')) Reflect.deleteProperty(own, name);
        } else {
          own[name] = { ...own[name], ...(named(earlier(before, own[name], after), ids) as Body) };
        }
      }
      return [stack, { ...configuration, resource }];
    }),
  );
}

const isManaged = ({ mode, deposed, address }: PlannedChange): boolean =>
  mode !== 'data' && deposed === undefined && !address.startsWith('module.');

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Earlier values that differ from the planned ones; all of them where the resource goes. */
function earlier(before: Body, body: Body | undefined, after: unknown): Body {
  if (body === undefined || !isBody(after)) return before;
  return Object.fromEntries(
    Object.entries(before).filter(
      ([key, value]) => (key in after || key in body) && JSON.stringify(value) !== JSON.stringify(after[key]),
    ),
  );
}

/** Addresses by id and ARN, and `address#attribute` by any other id that a resource makes up. */
function idsIn(changes: Changes): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const attributes of [['id', 'arn'], undefined]) {
    for (const [stack, all] of Object.entries(changes)) {
      for (const { address, change } of all.filter(isManaged)) {
        if (!isBody(change.before)) continue;
        for (const [key, value] of Object.entries(change.before)) {
          if (typeof value !== 'string' || !MADE_UP.test(value) || found.has(value)) continue;
          if (attributes?.includes(key) === false) continue;
          found.set(value, `${stack}/${address}${attributes === undefined ? `#${key}` : ''}`);
        }
      }
    }
  }
  return found;
}

/** A value with addresses in place of ids, without what Terraform keeps of attributes that nobody set. */
function named(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => named(one, ids));
  if (!isBody(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      one === null || one === '' || (Array.isArray(one) && one.length === 0) ? [] : [[key, named(one, ids)]],
    ),
  );
}
