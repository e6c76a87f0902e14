import { renderPreview, renderUnchanged, Transition } from '../../../tools/preview/preview-report';
import { describeWithoutSource } from '../../../tools/preview/without-source';
import { StackPlan } from '../../../tools/plan-report/stack-plan';
import { change, planOf } from '../plan-report/plans';
import { stacksIn } from './stacks';

const base = { ref: 'origin/main', commit: '1a2b3c4d5e6f' };
const transition: Transition = {
  environment: 'dev',
  base,
  head: { id: 'f'.repeat(40), isDirty: true },
  ahead: 0,
};
const NOTHING = { sections: [], headline: [] };
const upstream: StackPlan = {
  stack: 'dev-up',
  dependencies: [],
  plan: { ...planOf(change('aws_vpc.it', ['delete', 'create'])), output_changes: {} },
};
const reader: StackPlan = { stack: 'dev-down', dependencies: ['dev-up'], plan: planOf() };
const render = (...plans: StackPlan[]): string =>
  renderPreview(plans, {
    transition,
    isKept: false,
    leftOut: [],
    withoutSource: NOTHING,
    impact: { notes: [], sections: [] },
  }).full;

test('a plan behind a replacement is not provisional: it was made after that', () => {
  expect(render(upstream, reader)).toMatch(/\| `dev-down` \|.*\| ✅ no changes \|/);
  expect(render(upstream, reader)).not.toContain('rovisional');
});

test('it says from where to where, and that the working tree lacks commits of the base', () => {
  expect(render(reader)).toContain(
    'the working tree, commit ffffffffff with changes that are not committed, would do to dev when it stands at `origin/main`, commit 1a2b3c4d5e',
  );
  expect(render(reader)).not.toContain('The base has');
  expect(renderUnchanged({ ...transition, ahead: 2 }, 9).full).toContain(
    'The base has 2 commits that the working tree has not',
  );
});

test('what failed is told in Terraform’s words, and what is behind it is not green', () => {
  const report = render(
    { ...upstream, applyProblem: 'Error: ParameterAlreadyExists' },
    { stack: 'dev-down', dependencies: ['dev-up'], blockedBy: ['dev-up'] },
  );
  expect(report).toContain('1 could not be applied; 1 not planned because of that.');
  expect(report).toContain('Error: ParameterAlreadyExists');
  expect(report).toMatch(/\| `dev-down` \|.*❌ not planned: dev-up failed/);
});

describe('stacks without source', () => {
  const vpc = { resource: { aws_vpc: { vpc: {} }, aws_kms_key: { key: {} } } };
  const stacks = stacksIn({ 'dev-first': vpc, 'dev-second': { resource: { aws_eip: { ip: {} } } } });
  const text = (...added: string[]): string =>
    describeWithoutSource(
      stacks,
      stacksIn(Object.fromEntries(added.map((name) => [name, vpc]))),
      base,
    ).sections.join('\n');

  test('are told with what holds data, and go in reverse order, on the base', () => {
    expect(text()).toContain('- `dev-first`: 2 resources. **Hold data**: `aws_kms_key.key`.');
    expect(text()).toContain('- `dev-second`: 1 resource.\n');
    expect(text()).toMatch(/switch --detach 1a2b3c4d5e6f[^]*dev-second destroy[^]*dev-first destroy/);
  });

  test('that are there under another name are not to be destroyed, and the state is to be moved', () => {
    expect(text('dev-third')).toMatch(/dev-first state pull > dev-third\.tfstate[^]*dev-third state push/);
    expect(text('dev-third')).not.toContain('dev-first destroy');
    expect(text('dev-third')).toContain('dev-second destroy');
  });
});
