import { exitCodeOf } from '../../../tools/drift/run';
import { configuredAttributes } from '../../../tools/drift/configured';
import { renderDrift } from '../../../tools/drift/report';
import { ResourceChange } from '../../../tools/plan/plan-json';
import { StackPlan } from '../../../tools/plan/stack-plan';
import { change, planOf } from '../plan/plans';

const relevant = configuredAttributes({
  resource: {
    aws_sns_topic: { it: { name: 'alarms', display_name: 'Alarms' } },
    aws_ecs_service: {
      it: { desired_count: 1, cluster: 'c', lifecycle: { ignore_changes: ['desired_count'] } },
    },
    aws_vpc: { it: { cidr_block: 'x', lifecycle: { ignore_changes: 'all' } } },
  },
});

const drifted = (address: string, before: object, after: object | null): ResourceChange =>
  change(address, [after === null ? 'delete' : 'update'], { before, after });
const planned = (...drift: ResourceChange[]): StackPlan => ({
  stack: 'dev-security',
  dependencies: [],
  plan: { ...planOf(), resource_drift: drift, relevant_attributes: relevant },
});
const render = (...stacks: StackPlan[]) =>
  renderDrift(stacks, { title: 'Drift of dev', notes: ['Looked at here.'] });

test('what the source sets and somebody changed is drift, with both values', () => {
  const { text, headline, hasDrift } = render(
    planned(
      drifted('aws_sns_topic.it', { display_name: 'Alarms' }, { display_name: 'by hand' }),
      drifted('aws_ecs_service.it', { cluster: 'c' }, null),
    ),
  );
  expect(hasDrift).toBe(true);
  expect(headline).toBe('2 resources were changed outside Terraform.');
  expect(text).toContain('~ display_name: "Alarms" → "by hand"');
  expect(text).toContain('**gone**: `aws_ecs_service.it`');
  expect(text).toContain('| `dev-security` | 1 | 1 | ⚠️ drift |');
});

test('what AWS fills in, and what the source leaves to others, is named and no drift; tags always are', () => {
  const { hasDrift, text } = render(
    planned(
      drifted('aws_sns_topic.it', { owner: '1' }, { owner: '2' }),
      drifted('aws_ecs_service.it', { desired_count: 1 }, { desired_count: 3 }),
      drifted('aws_vpc.it', { cidr_block: 'x', tags: { a: '1' } }, { cidr_block: 'y', tags: { a: '2' } }),
    ),
  );
  expect(hasDrift).toBe(false);
  expect(text).toContain('in what the source does not set: `aws_ecs_service.it` (`desired_count`)');
  const tags = drifted('aws_sns_topic.it', { tags_all: { a: '1' } }, { tags_all: { a: '2' } });
  expect(render(planned(tags)).hasDrift).toBe(true);
});

test('exit codes: a stack that could not be looked at is worse than drift', () => {
  const code = (...stacks: StackPlan[]): number => exitCodeOf(stacks, render(...stacks));
  const drift = planned(drifted('aws_sns_topic.it', { name: 'a' }, { name: 'b' }));
  const broken: StackPlan = { stack: 'dev-data', dependencies: [], problem: 'Error: no' };
  expect(code(planned())).toBe(0);
  expect(code(planned(), drift)).toBe(2);
  expect(code(broken, drift)).toBe(1);
  expect(render(broken, drift).headline).toBe(
    '1 resource was changed outside Terraform; 1 stack of 2 could not be looked at.',
  );
  expect(render(broken).text).toContain('Error: no');
});

test('a value that is secret anywhere in the plans is nowhere in the report', () => {
  const secret = 'fake-secret-of-the-test';
  const found = planned(
    drifted('aws_sns_topic.it', { display_name: 'Alarms' }, { display_name: `by ${secret}` }),
  );
  const marked = change('aws_thing.it', ['no-op'], {
    before: { plain: secret },
    after: { plain: secret },
    before_sensitive: { plain: true },
  });
  const plan = { ...planOf(marked), ...found.plan, resource_changes: [marked] };
  const { text, hasDrift } = render({ ...found, plan });
  expect(hasDrift).toBe(true);
  expect(text).not.toContain(secret);
});
