import { describeCounts, deferredChanges } from './actions';
import { describeDrift, findDrift } from './drift';
import { block, code, folded } from './markdown';
import { LONGEST } from './masked-text';
import { Plan } from './plan-json';
import { countsOf, StackPlan } from './stack-plan';
import { Part } from './truncate';

/** The file, beside the report, with Terraform's text of the plan of a stack. */
export const textFile = (stack: string): string => `${stack}.txt`;

const failing = (plan?: Plan) => (plan?.checks ?? []).filter(({ status }) => /^(fail|error)$/.test(status));

/** Number of the checks of a plan that do not pass. */
export const failedChecks = ({ plan }: StackPlan): number => failing(plan).length;

/** Checks that do not pass, with their messages: `terraform show` has none of them. */
function describeChecks(plan: Plan): string[] {
  return failing(plan)
    .sort((a, b) => (a.address.to_display < b.address.to_display ? -1 : 1))
    .map(({ address, status, instances = [] }) => {
      const messages = instances
        .flatMap(({ problems = [] }) => problems.map(({ message }) => message))
        .sort();
      const title = `**Check ${status === 'fail' ? 'failed' : 'could not be evaluated'}**: ${code(address.to_display)}`;
      return messages.length === 0 ? title : `${title}\n\n${block(messages.join('\n'))}`;
    });
}

/**
 * Terraform's text of the plan of a stack, folded up; undefined when there is nothing to tell.
 *
 * @param whole where a reader finds the text that is left out
 */
export function describeStack(
  stack: StackPlan,
  whole = `The whole text is in ${code(textFile(stack.stack))}, beside the report.`,
): Part | undefined {
  const { plan, text = '', warnings = [] } = stack;
  if (plan === undefined) return undefined;
  const deferred = deferredChanges(plan);
  const drift = findDrift(plan).matters;
  const notes = [
    ...(drift.length === 0
      ? []
      : [['**Changed outside Terraform:**', ...drift.map((each) => `- ${describeDrift(each)}`)].join('\n')]),
    ...describeChecks(plan),
    ...(warnings.length === 0 ? [] : [`**Terraform warns:**\n\n${block(warnings.join('\n\n'))}`]),
    ...(deferred === 0
      ? []
      : [`**Incomplete**: Terraform defers ${deferred} or more changes. Plan again once this is applied.`]),
  ];
  const { lines = text.trim() === '' ? 0 : text.trim().split('\n').length } = stack;
  if (lines === 0 && notes.length === 0) return undefined;
  const summary = describeCounts(countsOf(stack)) ?? 'no resource changes';
  const short = folded(stack.stack, `${summary}; ${lines} lines left out for want of room`, whole);
  if (text.length > LONGEST || (lines > 0 && text === '')) return { text: short };
  const content = [...notes, ...(text.trim() === '' ? [] : [block(text)])].join('\n\n');
  return { text: folded(stack.stack, summary, content), short };
}
