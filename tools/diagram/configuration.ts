import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Body = Record<string, unknown>;

/** A resource as synthesized: which stack, which address, what it says. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly body: Body;
}

interface Json {
  readonly resource?: Record<string, Record<string, Body>>;
  readonly module?: Record<string, { readonly source: string }>;
  readonly output?: Record<string, { readonly value: unknown }>;
}

/** The synthesized stacks of one environment, and the state backend below them; short names such as `network`. */
export class Configuration {
  readonly resources: readonly Resource[];
  readonly #outputs: Readonly<Record<string, Json['output']>>;

  constructor(stacks: Readonly<Record<string, readonly Json[]>>) {
    this.resources = Object.entries(stacks).flatMap(([stack, files]) =>
      files.flatMap(({ resource = {} }) =>
        Object.entries(resource).flatMap(([type, named]) =>
          Object.entries(named).map(([name, body]) => ({ stack, type, name, body })),
        ),
      ),
    );
    this.#outputs = Object.fromEntries(
      Object.entries(stacks).map(([stack, [json]]) => [stack, json?.output]),
    );
  }

  ofType(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The resources that `value`, anything in a resource of `stack`, refers to, also through another stack's outputs. */
  referred(stack: string, value: unknown): Resource[] {
    const text = JSON.stringify(value ?? null);
    const own = this.resources.filter(
      (other) => other.stack === stack && text.includes(`\${${other.type}.${other.name}.`),
    );
    const read = [...text.matchAll(/data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)/g)];
    return [
      ...own,
      ...read.flatMap(([, producer = '', output = '']) =>
        this.referred(producer, this.#outputs[producer]?.[output]?.value),
      ),
    ];
  }

  /** The one resource of `type` among those that `value` refers to. */
  referredOfType(stack: string, value: unknown, type: string): Resource | undefined {
    return this.referred(stack, value).find((resource) => resource.type === type);
  }
}

/** Reads what synthesis wrote to `outdir`. */
export function readConfiguration(outdir: string, environment: string): Configuration {
  const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json;
  const stacks = readdirSync(join(outdir, 'stacks'))
    .sort()
    .flatMap((folder): [string, Json[]][] => {
      const own = folder.startsWith(`${environment}-`);
      if (!own && folder !== 'state-backend') return [];
      const path = join(outdir, 'stacks', folder);
      const json = read(join(path, 'cdk.tf.json'));
      const modules = Object.values(json.module ?? {}).flatMap(({ source }) =>
        readdirSync(join(path, source))
          .filter((file) => file.endsWith('.tf.json'))
          .map((file) => read(join(path, source, file))),
      );
      return [[own ? folder.slice(environment.length + 1) : folder, [json, ...modules]]];
    });
  return new Configuration(Object.fromEntries(stacks));
}
