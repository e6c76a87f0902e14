import { diff, Difference } from './diff';
import { Change, Path, ResourceChange } from './plan-json';
import { SecretValues } from './secret-values';
import { smellsSecret } from './secret-names';
import { showDifference, showPath } from './show';
import { isEmpty, readValue, union, Value } from './value';

/** A change with its values, in which everything secret is hidden. */
export interface ReadChange {
  readonly before: Value;
  readonly after: Value;
}

/** @param smells whether the name of the whole, such as an output's, smells of a secret */
export function readChange(
  change: Change,
  secrets: Pick<SecretValues, 'remember'>,
  smells = false,
): ReadChange {
  // What is secret on one side was or will be on the other.
  const sensitive = union(change.before_sensitive, change.after_sensitive);
  const hiding = { secrets, smells };
  return {
    before: readValue(change.before, { sensitive }, hiding),
    after: readValue(change.after, { sensitive, unknown: change.after_unknown }, hiding),
  };
}

export const readOutput = (
  name: string,
  change: Change,
  secrets: Pick<SecretValues, 'remember'>,
): ReadChange => readChange(change, secrets, smellsSecret(name));

/**
 * The provider hides the value of any parameter. One that is kept in clear in AWS is hidden too, but not looked for in
 * other values: it may be a word such as the id of a model.
 */
const isHiddenInVain = ({ type, change }: ResourceChange): boolean =>
  type === 'aws_ssm_parameter' &&
  [change.before, change.after].every(
    (value) =>
      !(typeof value === 'object' && value !== null) || ('type' in value && value.type !== 'SecureString'),
  );

/**
 * Terraform marks all conditions of a listener rule when one is secret, the header that it demands. Its paths are no secret:
 * they stand in many other values.
 */
const withoutPaths = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'path_pattern' ? undefined : each)));

/** What remembers the values of a resource that are hidden. */
function remembering(resource: ResourceChange, secrets: SecretValues): Pick<SecretValues, 'remember'> {
  if (isHiddenInVain(resource)) return { remember: () => undefined };
  if (resource.type !== 'aws_lb_listener_rule') return secrets;
  return {
    remember: (value) => {
      secrets.remember(withoutPaths(value));
    },
  };
}

export const readResource = (resource: ResourceChange, secrets: SecretValues): ReadChange =>
  readChange(resource.change, remembering(resource, secrets));

/** Whether one path leads to the other, or beyond it. Positions in lists are those of different moments: any will do. */
function meets(path: Path, other: Path): boolean {
  return path.every((step, index) => {
    const there = other[index];
    return there === undefined || step === there || (typeof step === 'number' && typeof there === 'number');
  });
}

/** What changes of a resource. `tags_all` is left out where it only repeats `tags`. */
export function differences({ before, after }: ReadChange): Difference[] {
  const all = diff(before, after);
  const idsOf = (each: Difference): string =>
    JSON.stringify([each.path.slice(1), each.before?.id, each.after?.id]);
  const tags = new Set(all.filter(({ path }) => path[0] === 'tags').map(idsOf));
  return all.filter((each) => each.path[0] !== 'tags_all' || !tags.has(idsOf(each)));
}

/**
 * Lines of a diff. Where a resource is made, what is known only after the apply is named in one line, and what was never
 * set is left out.
 */
export function resourceLines(resource: ResourceChange, read: ReadChange, secrets: SecretValues): string[] {
  const forcing = resource.change.replace_paths ?? [];
  const isMade = resource.change.actions.includes('create');
  const [shown, unknown]: [string[], string[]] = [[], []];
  for (const each of differences(read)) {
    const { path, before, after, note } = each;
    const forces = forcing.some((one) => meets(one, path));
    if (isMade && !forces && after?.kind === 'unknown') unknown.push(secrets.hide(showPath(path)));
    else if (!(isMade && after === undefined && note === undefined && isEmpty(before))) {
      shown.push(`${showDifference(each, secrets)}${forces ? '  # forces replacement' : ''}`);
    }
  }
  return unknown.length === 0 ? shown : [...shown, `+ known after apply: ${unknown.join(', ')}`];
}

/** The lines of those attributes that force a replacement; the path alone where Terraform does not show what changes. */
export function forcingLines(resource: ResourceChange, read: ReadChange, secrets: SecretValues): string[] {
  const all = differences(read);
  return (resource.change.replace_paths ?? []).flatMap((path) => {
    const lines = all.filter((each) => meets(path, each.path)).map((each) => showDifference(each, secrets));
    return lines.length > 0 ? lines : [`~ ${secrets.hide(showPath(path))}`];
  });
}
