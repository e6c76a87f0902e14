import { readStacks, Stack, isOfAccount, stacksOf } from '../deploy/graph';
import { ToolError } from '../support/project';
import { PlanCommand } from './plan-command';

/**
 * The stacks that a command is about, in order. Those of the account are of no environment.
 *
 * @throws ToolError that lists the stacks when there is no such one
 */
export function chooseStacks({ environment, stacks, outDir }: Omit<PlanCommand, 'folder'>): Stack[] {
  const all = stacksOf(environment, readStacks(outDir)).filter(({ name }) => !isOfAccount(name));
  const unknown = stacks.filter((name) => !all.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    const names = all.map(({ name }) => name).join(', ');
    throw new ToolError(`${environment} has no stack ${unknown.join(', ')}, only ${names}.`);
  }
  return stacks.length === 0 ? all : all.filter(({ name }) => stacks.includes(name));
}
