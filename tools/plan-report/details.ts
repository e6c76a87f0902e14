import { describeCounts, deferredChanges } from './actions';
import { describeDrift, findDrift } from './drift';
import { block, code, folded } from './markdown';
import { Plan } from './plan-json';
import { countsOf, StackPlan } from './stack-plan';
import { Part } from './truncate';

/** The file, beside the report, with Terraform's text of the plan of a stack. */
export const textFile = (stack: string): string => `${stack}.txt`;

/** Checks of a plan that do not pass. */
export const failedChecks = ({ plan }: StackPlan): number =>
  (plan?.checks ?? []).filter(({ status }) => status === 'fail' || status === 'error').length;

/** Checks that do not pass, with their messages: `terraform show` has none of them. */
function describeChecks({ checks = [] }: Plan): string[] {
  return checks
    .filter(({ status }) => status === 'fail' || status === 'error')
    .sort((a, b) => (a.address.to_display < b.address.to_display ? -1 : 1))
    .map(({ address, status, instances = [] }) => {
      const messages = instances
        .flatMap(({ problems = [] }) => problems.map(({ message }) => message))
        .sort();
      const title = `**Check ${status === 'fail' ? 'failed' : 'could not be evaluated'}**: ${code(address.to_display)}`;
      return messages.length === 0 ? title : `${title}\n\n${block(messages.join('\n'))}`;
    });
}

/** Characters of a text that is shown at all: a longer one fits nowhere. */
const LONGEST = 2 ** 20;

/** Terraform's text of the plan of a stack, folded up; undefined when there is nothing to tell. */
export function describeStack(stack: StackPlan): Part | undefined {
  const { plan, text = '' } = stack;
  if (plan === undefined) return undefined;
  const deferred = deferredChanges(plan);
  const drift = findDrift(plan).matters;
  const notes = [
    ...(drift.length === 0
      ? []
      : [['**Changed outside Terraform:**', ...drift.map((each) => `- ${describeDrift(each)}`)].join('\n')]),
    ...describeChecks(plan),
    ...(deferred === 0
      ? []
      : [
          `**Incomplete**: Terraform defers ${deferred} or more changes. Plan again once this plan is applied.`,
        ]),
  ];
  if (text.trim() === '' && notes.length === 0) return undefined;
  const summary = describeCounts(countsOf(stack)) ?? 'no resource changes';
  const lines = text.trim().split('\n').length;
  const short = folded(
    stack.stack,
    `${summary}; ${lines} lines left out for want of room`,
    `The whole text is in ${code(textFile(stack.stack))}, beside the report.`,
  );
  if (text.length > LONGEST) return { text: short };
  const content = [...notes, ...(text.trim() === '' ? [] : [block(text)])].join('\n\n');
  return { text: folded(stack.stack, summary, content), short };
}
