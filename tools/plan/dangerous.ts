import { actionOf, describeAction, isDangerous } from './actions';
import { describeLoss } from './holds-data';
import { block, code } from './markdown';
import { ResourceChange } from './plan-json';
import { Reader } from './reader';
import { describeReason } from './reasons';
import { forcingLines } from './resource';
import { StackPlan } from './stack-plan';
import { Value } from './value';

/** The address, and which of several objects it is about. */
export function place({ address, deposed }: ResourceChange, { secrets }: Reader): string {
  const left =
    deposed === undefined ? '' : `, the old object ${code(deposed)} that a replacement left behind`;
  return `${code(secrets.hide(address))}${left}`;
}

/** What the thing is called in AWS, where the state tells. */
function identity(before: Value, { secrets }: Reader): string {
  const id = before.kind === 'object' ? before.entries.get('id') : undefined;
  return id?.kind === 'scalar' && typeof id.scalar === 'string' ? ` (${code(secrets.hide(id.scalar))})` : '';
}

/** One line about something that is destroyed: what, why, and what is lost with it. */
function headline(resource: ResourceChange, reader: Reader): string {
  const loses = resource.change.actions.includes('delete');
  const lost = loses ? describeLoss(resource.type, resource.change.before) : undefined;
  const reason = describeReason(resource.action_reason);
  return [
    `- **${describeAction(resource)}**: ${place(resource, reader)}${identity(reader.resource(resource).before, reader)}`,
    ...(reason === undefined ? [] : [`, because ${reason}`]),
    lost === undefined ? '' : `. **Holds data**, lost: ${lost}.`,
  ].join('');
}

/** Destroyed for good first, then what holds data, then by address. */
function rank(resource: ResourceChange): string {
  const isReplaced = actionOf(resource) === 'replace';
  const holds = describeLoss(resource.type, undefined) !== undefined;
  return `${isReplaced ? 1 : 0}${holds ? 0 : 1}${resource.address} ${resource.deposed ?? ''}`;
}

/** A part of the report that is shown as a whole or not at all. */
export interface Item {
  readonly brief: string;
  readonly full: string;
}

/** Everything of a stack that is destroyed or replaced. */
export function dangerousItems({ plan }: StackPlan, reader: Reader): Item[] {
  return (plan?.resource_changes ?? [])
    .filter(isDangerous)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map((resource) => {
      const brief = headline(resource, reader);
      const lines = forcingLines(resource, reader.resource(resource), reader.secrets);
      const indented = block(lines, 'diff').replaceAll(/^/gm, '  ');
      return { brief, full: lines.length === 0 ? brief : `${brief}\n\n${indented}` };
    });
}
