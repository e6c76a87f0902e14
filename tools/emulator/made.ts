import { StateResource } from '../deploy/state';

/** Something that a run of Terraform made in the emulator, as `server/made/service.py` tells it. */
export interface Made {
  readonly number: number;
  /** Such as `ec2:CreateVpc`. */
  readonly call: string;
  /** The process of ours that ran Terraform, with its start. */
  readonly command: string;
  /** Types of a resource that is it. None for a lock, which no state has. */
  readonly types: readonly string[];
  /** Values that a resource has, all of them, when it is it. */
  readonly identity: readonly string[];
  /** Whether a state is known to have it. */
  readonly settled: boolean;
}

/** Something that could not be taken back, and what the emulator says of it. */
export interface Stuck extends Made {
  readonly reason: string;
}

/** Every value in attributes, as texts. */
function valuesIn(attributes: unknown): string[] {
  if (typeof attributes === 'string') return [attributes];
  if (typeof attributes !== 'object') return [JSON.stringify(attributes)];
  return attributes === null ? [] : Object.values(attributes).flatMap(valuesIn);
}

/** Those of which none of the resources is the one that was made. */
export function unknownTo(resources: readonly StateResource[], things: readonly Made[]): Made[] {
  const known = resources.map(({ type, attributes }) => ({ type, values: new Set(valuesIn(attributes)) }));
  return things.filter(
    ({ types, identity }) =>
      !known.some(({ type, values }) => types.includes(type) && identity.every((each) => values.has(each))),
  );
}

/** What runs on a stack made that is still there, in that order. */
export async function madeFor(endpoint: string, stack: string): Promise<Made[]> {
  const answer = await ask(`${endpoint}/_emulator/made?stack=${encodeURIComponent(stack)}`);
  return (answer as { made: Made[] }).made;
}

/** Takes back what has these numbers, and notes that a state knows all else that was made for the stack. */
export async function settle(
  endpoint: string,
  stack: string,
  undo: readonly number[] = [],
): Promise<Stuck[]> {
  const body = JSON.stringify({ stack, undo });
  const answer = await ask(`${endpoint}/_emulator/made`, { method: 'POST', body });
  return (answer as { stuck: Stuck[] }).stuck;
}

async function ask(url: string, request: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, request);
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return response.json();
}
