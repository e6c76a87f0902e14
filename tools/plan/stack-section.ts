import { actionOf, changedOutputs, COUNTED, Counts, describeAction, isImport, isMove } from './actions';
import { place } from './dangerous';
import { Drift, findDrift } from './drift';
import { block, code, folded, htmlText, words } from './markdown';
import { Plan, ResourceChange } from './plan-json';
import { Reader } from './reader';
import { describeReason } from './reasons';
import { differences, resourceLines } from './resource';
import { showDifference, showPath } from './show';
import { countsOf, StackPlan } from './stack-plan';

/** Such as `1 to destroy, 2 to add`; undefined when there is nothing to count. */
export function describeCounts(counts: Counts): string | undefined {
  const told = COUNTED.filter((key) => counts[key] > 0).map((key) => `${counts[key]} to ${key}`);
  return told.length === 0 ? undefined : told.join(', ');
}

function describeResource(resource: ResourceChange, reader: Reader): string {
  const reason = describeReason(resource.action_reason);
  const notes = [
    ...(isMove(resource) ? [`moved from ${code(reader.secrets.hide(resource.previous_address ?? ''))}`] : []),
    ...(isImport(resource)
      ? [
          `imported from ${code(reader.secrets.hide(resource.change.importing?.id ?? 'what is known after apply'))}`,
        ]
      : []),
    ...(reason === undefined ? [] : [`because ${reason}`]),
  ];
  const title = [`**${describeAction(resource)}**: ${place(resource, reader)}`, ...notes].join(', ');
  const hasLines = !['none', 'delete', 'forget', 'read'].includes(actionOf(resource));
  const lines = hasLines ? resourceLines(resource, reader.resource(resource), reader.secrets) : [];
  return lines.length === 0 ? title : `${title}\n\n${block(lines, 'diff')}`;
}

function changes({ resource_changes: all = [] }: Plan, reader: Reader): string[] {
  const shown = all
    .filter((each) => actionOf(each) !== 'none' || isMove(each) || isImport(each))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return shown.length === 0 ? [] : ['### Resources', ...shown.map((each) => describeResource(each, reader))];
}

const sortKey = ({ address, deposed = '' }: ResourceChange): string => `${address} ${deposed}`;

function outputs(plan: Plan, reader: Reader): string[] {
  const lines = changedOutputs(plan).flatMap((name) => {
    const change = plan.output_changes?.[name];
    if (change === undefined) return [];
    const found = differences(reader.output(change));
    // An output that is null before and after comes or goes without any difference.
    if (found.length === 0) return [`~ ${name}: ${change.actions.join(', then ')}`];
    return found.map((each) => showDifference({ ...each, path: [name, ...each.path] }, reader.secrets));
  });
  return lines.length === 0 ? [] : ['### Outputs', block(lines, 'diff')];
}

/** Others are only named, so that nobody wonders. */
const MOST_OTHERS = 30;

export function describeDrift({ resource, isGone, differences: found }: Drift, reader: Reader): string {
  const title = `**${isGone ? 'gone' : 'changed'}**: ${place(resource, reader)}`;
  const lines = found.map((each) => showDifference(each, reader.secrets));
  return lines.length === 0 ? title : `${title}\n\n${block(lines, 'diff')}`;
}

function drift(plan: Plan, reader: Reader): string[] {
  const { matters, others } = findDrift(plan, reader.resource);
  const rest = describeOthers(others, reader);
  return [
    ...(matters.length === 0
      ? []
      : [
          '### Changed outside Terraform',
          'From what the state has to what there is. Applying the plan takes it back where the plan says so above.',
          ...matters.map((each) => describeDrift(each, reader)),
        ]),
    ...(rest === undefined
      ? []
      : [`Also found different from the state, and no planned change rests on it: ${rest}.`]),
  ];
}

/** The names of what does not matter, with the attributes; undefined when there is none. */
export function describeOthers(others: readonly Drift[], reader: Reader): string | undefined {
  const names = others.map(({ resource, differences: found }) => {
    const paths = [...new Set(found.map(({ path }) => showPath(path.slice(0, 1))))];
    return `${code(reader.secrets.hide(resource.address))} (${code(reader.secrets.hide(paths.join(', ')))})`;
  });
  if (names.length === 0) return undefined;
  const more = names.length > MOST_OTHERS ? ` and ${names.length - MOST_OTHERS} more` : '';
  return `${names.slice(0, MOST_OTHERS).join(', ')}${more}`;
}

/** Those of the checks that do not pass, worst first; undefined where there are none at all. */
function checks({ checks: all = [] }: Plan, reader: Reader): string[] {
  if (all.length === 0) return [];
  const failed = all
    .filter(({ status }) => status === 'fail' || status === 'error')
    .sort((a, b) => (a.address.to_display < b.address.to_display ? -1 : 1));
  const number = (wanted: string): number => all.filter(({ status }) => status === wanted).length;
  return [
    '### Checks',
    `${number('pass')} passed, ${failed.length} failed, ${number('unknown')} known only after the apply.`,
    ...failed.map(({ address, status, instances = [] }) => {
      const messages = instances
        .flatMap(({ problems = [] }) => problems.map(({ message }) => reader.secrets.hide(message)))
        .sort();
      const title = `**${status === 'fail' ? 'failed' : 'could not be evaluated'}**: ${code(reader.secrets.hide(address.to_display))}`;
      return messages.length === 0 ? title : `${title}\n\n${words(messages.join('\n'))}`;
    }),
  ];
}

export const failedChecks = ({ plan }: StackPlan): number =>
  (plan?.checks ?? []).filter(({ status }) => status === 'fail' || status === 'error').length;

export const driftOf = ({ plan }: StackPlan, reader: Reader): number =>
  plan === undefined ? 0 : findDrift(plan, reader.resource).matters.length;

/** All about one stack, folded up; undefined when there is nothing to tell. */
export function stackSection(stack: StackPlan, reader: Reader): string | undefined {
  const { plan } = stack;
  if (plan === undefined) return undefined;
  const put = plan.deferred_changes?.length ?? 0;
  const content = [
    ...changes(plan, reader),
    ...outputs(plan, reader),
    ...drift(plan, reader),
    ...checks(plan, reader),
    ...(plan.complete === false && plan.errored !== true
      ? [`Something is left for a later plan (${put} put off): after this one is applied, plan again.`]
      : []),
  ];
  if (content.length === 0) return undefined;
  const counts = describeCounts(countsOf(stack)) ?? 'no resource changes';
  return folded(`<code>${htmlText(stack.stack)}</code>: ${counts}`, content.join('\n\n'));
}
