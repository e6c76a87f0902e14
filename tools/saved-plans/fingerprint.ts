import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Digests by what they are of: each part of the synthesized JSON, the lock file, each asset. */
export type Fingerprint = Readonly<Record<string, string>>;

export const digest = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same text for the same value, whatever the order of keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );

/** Parts of the JSON whose keys are a type and then a name; of the others the first key is the name. */
const TYPED = new Set(['resource', 'data', 'ephemeral']);

function partsOf(json: Record<string, unknown>): [string, unknown][] {
  return Object.entries(json).flatMap(([section, body]): [string, unknown][] => {
    if (section === '//') return [];
    if (!isObject(body)) return [[section, body]];
    return Object.entries(body).flatMap(([name, value]): [string, unknown][] =>
      TYPED.has(section) && isObject(value)
        ? Object.entries(value).map(([own, each]) => [`${section} ${name}.${own}`, each])
        : [[`${section} ${name}`, value]],
    );
  });
}

export const filesBelow = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }) : [])
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** @param directory of a synthesized stack: the digests are of everything that Terraform reads in it */
export function fingerprintOf({ directory }: { readonly directory: string }): Fingerprint {
  const json = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) as Record<string, unknown>;
  const lock = join(directory, '.terraform.lock.hcl');
  const files = [...(existsSync(lock) ? [lock] : []), ...filesBelow(join(directory, 'assets'))];
  const all = [
    ...partsOf(json).map(([name, value]): [string, string] => [name, digest(canonical(value))]),
    ...files.map((file): [string, string] => [relative(directory, file), digest(readFileSync(file))]),
  ];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Differences, such as `resource aws_vpc.vpc changed`; empty when there are none. */
export function movesBetween(before: Fingerprint, after: Fingerprint): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((name) => {
    if (before[name] === after[name]) return [];
    if (before[name] === undefined) return [`${name} is new`];
    return [after[name] === undefined ? `${name} is gone` : `${name} changed`];
  });
}
