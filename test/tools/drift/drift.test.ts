import { exitCodeOf } from '../../../tools/drift/run';
import { renderDrift } from '../../../tools/drift/report';
import { ResourceChange } from '../../../tools/plan/plan-json';
import { StackPlan } from '../../../tools/plan/stack-plan';
import { change, planOf } from '../plan/plans';

const drifted = (address: string, before: object, after: object | null): ResourceChange =>
  change(address, [after === null ? 'delete' : 'update'], { before, after });
const updated = (address: string, before: object, after: object, rest: object = {}): ResourceChange =>
  change(address, ['update'], { before, after, ...rest });
const planned = (drift: readonly ResourceChange[], changes: readonly ResourceChange[] = []): StackPlan => ({
  stack: 'dev-security',
  dependencies: [],
  plan: { ...planOf(...changes), resource_drift: drift },
});
const render = (...stacks: StackPlan[]) =>
  renderDrift(stacks, { title: 'Drift of dev', notes: ['Looked at here.'], isWhole: true });

test('what somebody changed and the plan takes back is drift, and so is what is gone', () => {
  const { text, headline, hasDrift } = render(
    planned(
      [
        drifted('aws_sns_topic.it', { display_name: 'Alarms' }, { display_name: 'by hand' }),
        drifted('aws_ecs_service.it', { cluster: 'c' }, null),
      ],
      [updated('aws_sns_topic.it', { display_name: 'by hand' }, { display_name: 'Alarms' })],
    ),
  );
  expect(hasDrift).toBe(true);
  expect(headline).toBe('2 resources were changed outside Terraform.');
  expect(text).toContain('~ display_name: "Alarms" → "by hand"');
  expect(text).toContain('**gone**: `aws_ecs_service.it`');
  expect(text).toContain('| `dev-security` | 1 | 1 | 0 | ⚠️ drift |');
});

test('what no plan takes back is named and no drift, also where the source changes something else', () => {
  const { hasDrift, text } = render(
    planned(
      [
        drifted('aws_ecs_service.it', { desired_count: 1 }, { desired_count: 3 }),
        drifted('aws_sns_topic.it', { policy: '1' }, { policy: '2' }),
      ],
      [
        updated(
          'aws_sns_topic.it',
          { policy: '2', name: 'a' },
          { name: 'b' },
          { after_unknown: { policy: true } },
        ),
      ],
    ),
  );
  expect(hasDrift).toBe(false);
  expect(text).toContain('no plan takes it back: `aws_ecs_service.it` (`desired_count`)');
});

test('exit codes: a stack that could not be looked at is worse than drift', () => {
  const code = (...stacks: StackPlan[]): number => exitCodeOf(stacks, render(...stacks));
  const drift = planned([drifted('aws_sns_topic.it', { name: 'a' }, null)]);
  const broken: StackPlan = { stack: 'dev-data', dependencies: [], problem: 'Error: no' };
  expect(code(planned([]))).toBe(0);
  expect(code(planned([]), drift)).toBe(2);
  expect(code(broken, drift)).toBe(1);
  expect(render(broken, drift).headline).toBe(
    '1 resource was changed outside Terraform; 1 stack of 2 could not be looked at.',
  );
  expect(render(broken).text).toContain('Error: no');
});

test('a value that is secret anywhere in the plans is nowhere in the report', () => {
  const secret = 'fake-secret-of-the-test';
  const marked = change('aws_thing.it', ['no-op'], {
    before: { plain: secret },
    after: { plain: secret },
    before_sensitive: { plain: true },
  });
  const found = planned(
    [drifted('aws_sns_topic.it', { display_name: 'Alarms' }, { display_name: `by ${secret}` })],
    [marked, updated('aws_sns_topic.it', { display_name: `by ${secret}` }, { display_name: 'Alarms' })],
  );
  const { text, hasDrift } = render(found);
  expect(hasDrift).toBe(true);
  expect(text).not.toContain(secret);
});

describe('what somebody added to a resource', () => {
  const rule = { protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['0.0.0.0/0'] };
  const found: StackPlan = {
    stack: 'dev-data',
    dependencies: [],
    plan: {
      ...planOf(),
      resource_drift: [drifted('aws_security_group.it', { ingress: [] }, { ingress: [rule] })],
      prior_state: {
        values: {
          root_module: {
            resources: [
              {
                address: 'aws_security_group.it',
                mode: 'managed',
                type: 'aws_security_group',
                values: { id: 'sg-1', ingress: [rule] },
              },
            ],
          },
        },
      },
    },
  };

  test('is drift that no plan takes back', () => {
    const { headline, text, rows, hasDrift, hasTakenBack, findings } = render(found, planned([]));
    expect([hasDrift, hasTakenBack]).toEqual([true, false]);
    expect(headline).toBe('Nothing was changed outside Terraform; 1 thing was added.');
    expect(rows[1]).toEqual(['dev-data', '0', '0', '1', '⚠️ drift']);
    expect(text).toContain('**added**: `aws_security_group.it`, `ingress tcp 22 from 0.0.0.0/0`');
    expect(text).not.toContain('Also found different');
    expect(findings.map(({ status, counts }) => [status, counts])).toEqual([
      ['drift', '0 changed, 0 gone, 1 added'],
      ['clean', '0 changed, 0 gone'],
    ]);
  });

  test('is not known unless all stacks are looked at: the list of its rules is then named', () => {
    const options = { title: 'Drift', notes: [], isWhole: false };
    const { text, rows, hasDrift } = renderDrift([found], options);
    expect(hasDrift).toBe(false);
    expect(rows[1]).toEqual(['dev-data', '0', '0', '?', '✅ no drift']);
    expect(text).toContain('is not known: for that all stacks have to be looked at');
    expect(text).toContain('no plan takes it back: `aws_security_group.it` (`ingress`)');
  });
});

test('a list of parts that a plan sets back is told as any other attribute', () => {
  const back = planned(
    [drifted('aws_security_group.it', { ingress: [] }, { ingress: ['a'] })],
    [updated('aws_security_group.it', { ingress: ['a'] }, { ingress: [] })],
  );
  expect(render(back)).toMatchObject({ hasDrift: true, hasTakenBack: true });
});

describe('what is told to other programs', () => {
  const changed = planned(
    [drifted('aws_sns_topic.it', { display_name: 'Alarms' }, { display_name: 'by hand' })],
    [updated('aws_sns_topic.it', { display_name: 'by hand' }, { display_name: 'Alarms' })],
  );
  const left = planned([drifted('aws_ecs_service.it', { desired_count: 1 }, { desired_count: 3 })]);
  const failed: StackPlan = { stack: 'dev-data', dependencies: [], problem: 'AccessDenied' };

  test.each<[string, StackPlan, string, RegExp]>([
    ['drift', changed, 'drift', /by hand/],
    ['what no plan takes back', left, 'clean', /aws_ecs_service/],
    ['nothing that is known', failed, 'failed', /AccessDenied/],
  ])('%s', (_, stack, status, words) => {
    const [finding, ...more] = render(stack).findings;
    expect(more).toEqual([]);
    expect([finding?.stack, finding?.status]).toEqual([stack.stack, status]);
    expect(finding?.content.join('\n')).toMatch(words);
  });
});
