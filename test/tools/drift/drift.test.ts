import { exitCodeOf } from '../../../tools/drift/run';
import { renderDrift } from '../../../tools/drift/report';
import { ResourceChange } from '../../../tools/plan-report/plan-json';
import { StackPlan } from '../../../tools/plan-report/stack-plan';
import { change, planOf } from '../plan-report/plans';

const drifted = (address: string, before: object, after: object | null): ResourceChange =>
  change(address, [after === null ? 'delete' : 'update'], { before, after });
const updated = (address: string, before: object, after: object, rest: object = {}): ResourceChange =>
  change(address, ['update'], { before, after, ...rest });
const planned = (drift: readonly ResourceChange[], changes: readonly ResourceChange[] = []): StackPlan => ({
  stack: 'dev-security',
  dependencies: [],
  plan: { ...planOf(...changes), resource_drift: drift },
  text: 'Alarms, as Terraform shows it',
});
const render = (...stacks: StackPlan[]) =>
  renderDrift(stacks, { title: 'Drift of dev', notes: ['Looked at here.'], isWhole: true });

test('what somebody changed and the plan reverts is drift, and so is what is gone', () => {
  const { text, headline, hasDrift } = render(
    planned(
      [
        drifted(
          'aws_sns_topic.it',
          { id: 'arn', display_name: 'Alarms' },
          { id: 'arn', display_name: 'by hand' },
        ),
        drifted('aws_ecs_service.it', { cluster: 'c' }, null),
      ],
      [updated('aws_sns_topic.it', { display_name: 'by hand' }, { display_name: 'Alarms' })],
    ),
  );
  expect(hasDrift).toBe(true);
  expect(headline).toBe('2 resources were changed outside Terraform.');
  expect(text).toContain('`aws_sns_topic.it` (`arn`) differs in `display_name`');
  expect(text).toContain('`aws_ecs_service.it` is gone');
  expect(text).toContain('Alarms, as Terraform shows it');
  expect(text).toContain('| `dev-security` | 1 | 1 | 0 | ⚠️ drift |');
});

test('what no plan reverts is named and no drift, also where the source changes something else', () => {
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
  expect(text).toContain('no plan reverts it: `aws_ecs_service.it` (`desired_count`)');
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
  const incomplete: StackPlan = {
    ...planned([]),
    plan: { ...planOf(), complete: false, deferred_changes: [{}] },
  };
  expect(code(incomplete)).toBe(1);
  expect(render(incomplete).rows[1]?.at(-1)).toBe('❌ could not be looked at');
  expect(render(incomplete).text).toContain('Terraform defers changes of it');
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

  test('is drift that no plan reverts, with the command that does', () => {
    const { headline, text, rows, hasDrift, isReverted } = render(found, planned([]));
    expect([hasDrift, isReverted]).toEqual([true, false]);
    expect(headline).toBe('No resource was changed outside Terraform; 1 part was added.');
    expect(rows[1]).toEqual(['dev-data', '0', '0', '1', '⚠️ drift']);
    expect(text).toContain('- `dev-data` `aws_security_group.it`: `ingress tcp 22 from 0.0.0.0/0`');
    expect(text).toMatch(/`npm run apply` does not remove them[^]*aws ec2 revoke-security-group-ingress/);
    expect(text).not.toContain('Also different');
  });

  test('is not known unless all stacks are looked at: the list of its rules is then named', () => {
    const options = { title: 'Drift', notes: [], isWhole: false };
    const { text, rows, hasDrift } = renderDrift([found], options);
    expect(hasDrift).toBe(false);
    expect(rows[1]).toEqual(['dev-data', '0', '0', '?', '✅ no drift']);
    expect(text).toContain('are not known: for that all stacks have to be planned');
    expect(text).toContain('no plan reverts it: `aws_security_group.it` (`ingress`)');
  });
});

test('a list of parts that a plan sets back is told as any other attribute', () => {
  const back = planned(
    [drifted('aws_security_group.it', { ingress: [] }, { ingress: ['a'] })],
    [updated('aws_security_group.it', { ingress: ['a'] }, { ingress: [] })],
  );
  expect(render(back)).toMatchObject({ hasDrift: true, isReverted: true });
});
