import { join } from 'node:path';
import { findAdded } from '../../tools/drift/added';
import { terraform } from '../../tools/deploy/terraform';
import { readPlan } from '../../tools/plan/plan-json';
import { StackPlan } from '../../tools/plan/stack-plan';
import { Deployment } from './deployment';

export function describeParts({ world, stacks, plans }: Deployment): void {
  test('every rule, route and policy that the emulator shows is one that a stack made', async () => {
    const shown: StackPlan[] = [];
    for (const stack of stacks) {
      const { stdout } = await terraform(world().session, stack, ['show', '-json', join(plans(), stack)]);
      shown.push({ stack, dependencies: [], plan: readPlan(stack, stdout) });
    }
    expect(findAdded(shown)).toEqual([]);
  });
}
