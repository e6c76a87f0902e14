import { blocks, Body, Configuration, environmentOf, Estate } from '../support/estate';
import { Finding } from './rule';
import { expressionsOf } from './support/expressions';

const READ = /data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\.([\w-]+))?/g;

/**
 * Finds faults in what stacks read from one another: an output that nobody publishes, a stack that is not applied
 * before its reader, a state that is read from another place than where it is kept.
 *
 * @param dependencies the stacks that are applied directly before a stack, by its name
 */
export function contractProblems(
  estate: Estate,
  dependencies: Readonly<Record<string, readonly string[]>>,
): Finding[] {
  const problemsOf = (reader: string, address: string, expression: string): Finding[] =>
    [...expression.matchAll(READ)].flatMap(([, producer = '', output = '', key]) => {
      const { place, value } = estate.remoteOutput({ scope: reader }, producer, output, key);
      const what = key === undefined ? output : `${key} of ${output}`;
      return value === undefined
        ? [{ address, problem: `reads ${what} of ${place.scope}, which does not publish it` }]
        : [];
    });
  return [
    ...expressionsOf(estate).flatMap(({ scope, address, expressions }) =>
      expressions.flatMap((expression) => problemsOf(scope, address, expression)),
    ),
    ...Object.keys(estate.stacks).flatMap((reader) => stateProblems(estate, reader, dependencies)),
  ];
}

function stateProblems(
  estate: Estate,
  reader: string,
  dependencies: Readonly<Record<string, readonly string[]>>,
): Finding[] {
  const states = estate.stacks[reader]?.data?.['terraform_remote_state'] ?? {};
  return Object.entries(states).flatMap(([producer, state]) => {
    const stack = `${environmentOf({ scope: reader }) ?? ''}-${producer}`;
    const address = `${reader}/data.terraform_remote_state.${producer}`;
    const kept = estate.stacks[stack];
    return [
      ...(isBehind(stack, reader, dependencies)
        ? []
        : [{ address, problem: `${stack} is not applied before it` }]),
      ...(kept !== undefined && readFrom(state) === keptIn(kept)
        ? []
        : [{ address, problem: `it reads ${readFrom(state)}, and not the state of ${stack}` }]),
    ];
  });
}

function isBehind(
  earlier: string,
  stack: string,
  dependencies: Readonly<Record<string, readonly string[]>>,
): boolean {
  const direct = dependencies[stack] ?? [];
  return direct.includes(earlier) || direct.some((other) => isBehind(earlier, other, dependencies));
}

const place = (settings: Body | undefined): string =>
  JSON.stringify([
    ...['bucket', 'key', 'region', 'organization'].map((name) => settings?.[name]),
    blocks(settings, 'workspaces')[0]?.['name'],
  ]);

const readFrom = (state: Body): string => place(blocks(state, 'config')[0]);

const keptIn = ({ terraform }: Configuration): string =>
  place(blocks(blocks(terraform, 'backend')[0], 's3')[0] ?? blocks(terraform, 'cloud')[0]);
