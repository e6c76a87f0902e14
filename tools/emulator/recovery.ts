import { Stack } from '../deploy/graph';
import { Session } from '../deploy/session';
import { deployedResources } from '../deploy/state';
import { ToolError } from '../support/project';
import { endLeftovers, hasEnded } from './leftover-processes';
import { Made, madeFor, settle, Stuck, unknownTo } from './made';

export interface RecoveryOptions {
  readonly session: Session;
  readonly endpoint: string;
  /** Those that are about to be changed, each behind those it depends on. */
  readonly stacks: readonly Stack[];
  /** The command that is running, as a person types it. */
  readonly again: string;
  readonly note: (text: string) => void;
}

/**
 * Brings the emulator back to what the states say, after runs that were killed, or whose provider crashed.
 *
 * Terraform writes a state every 20 seconds at the most often, so a run that is killed leaves things that no state knows. A new run
 * would fail where such a thing has a name, and make a second one where it has none. So they are taken back, in reverse, together
 * with the locks of such runs; what is not of a run of ours stays.
 *
 * @throws ToolError when a state cannot be read, or something cannot be taken back
 */
export async function recover({ session, endpoint, stacks, again, note }: RecoveryOptions): Promise<void> {
  const names = stacks.map(({ name }) => name);
  const ended = await endLeftovers(names, endpoint);
  if (ended > 0) note(`An earlier run did not end: ${count(ended, 'process', 'processes')} of it killed.`);
  const made = await Promise.all(names.map((name) => madeFor(endpoint, name)));
  // What stands on others goes before them.
  for (const [index, name] of [...names.entries()].reverse()) {
    const things = (made[index] ?? []).filter(({ settled, command }) => !settled && hasEnded(command));
    if (things.length > 0) await recoverStack(name, things, { session, endpoint, again, note });
  }
}

async function recoverStack(
  stack: string,
  things: readonly Made[],
  { session, endpoint, again, note }: Omit<RecoveryOptions, 'stacks'>,
): Promise<void> {
  const unknown = unknownTo(await deployedResources(session, stack), things);
  const stuck = await settle(
    endpoint,
    stack,
    unknown.map(({ number }) => number),
  );
  const taken = unknown.filter(({ number }) => !stuck.some((each) => each.number === number));
  if (taken.length > 0) note(`${stack}: an earlier run did not end. Taken back: ${describe(taken)}.`);
  if (stuck.length > 0) throw new ToolError(describeStuck(stack, stuck, again));
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** Such as `its lock, and what no state knows: 2 ec2:CreateVpc, 1 iam:CreateRole`. */
function describe(things: readonly Made[]): string {
  const calls = things.filter(({ types }) => types.length > 0).map(({ call }) => call);
  const counted = [...new Set(calls)]
    .sort()
    .map((call) => `${calls.filter((each) => each === call).length} ${call}`);
  return [
    ...(calls.length < things.length ? ['its lock'] : []),
    ...(calls.length > 0 ? [`what it made and no state knows (${counted.join(', ')})`] : []),
  ].join(', and ');
}

function describeStuck(stack: string, stuck: readonly Stuck[], again: string): string {
  const lines = stuck.map(({ call, identity, reason }) => `  ${call} ${identity.join(' ')}: ${reason}`);
  return (
    `${stack}: an earlier run did not end, and some of what it made, which no state knows, cannot be taken back:\n${lines.join('\n')}\n\n` +
    `Delete it in the emulator and run \`${again}\` again. Or begin anew with \`npm stop\`: all that is in the emulator goes with it.`
  );
}
