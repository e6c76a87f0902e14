import { environmentOf, isOfAccount, readStackJson, readStacks, Stack, stacksOf } from '../deploy/graph';
import { ToolError } from '../support/project';
import { PlanCommand } from './plan-command';

/**
 * The stacks that a command is about, in order.
 *
 * @param withAccount true for those of the account too, where the environment is the first that needs them: then several
 * environments of an account name each once. One whose state is a file of somebody's checkout is left out.
 * @throws ToolError that lists the stacks when there is no such one
 */
export function chooseStacks(
  { environment, stacks, outDir }: Omit<PlanCommand, 'folder'>,
  withAccount = false,
): Stack[] {
  const every = readStacks(outDir);
  const isOwn = (stack: Stack): boolean =>
    withAccount &&
    readStackJson(stack).terraform.backend?.local === undefined &&
    every
      .filter(({ dependencies }) => dependencies.includes(stack.name))
      .map(environmentOf)
      .find((name) => name !== undefined) === environment;
  const all = stacksOf(environment, every).filter((stack) => !isOfAccount(stack.name) || isOwn(stack));
  const unknown = stacks.filter((name) => !all.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    const names = all.map(({ name }) => name).join(', ');
    throw new ToolError(`${environment} has no stack ${unknown.join(', ')}, only ${names}.`);
  }
  return stacks.length === 0 ? all : all.filter(({ name }) => stacks.includes(name));
}
