import fc from 'fast-check';
import { COMMENT, renderReport, Report } from '../../../tools/plan-report/report';
import { Plan } from '../../../tools/plan-report/plan-json';
import { StackPlan } from '../../../tools/plan-report/stack-plan';
import { change, planOf } from './plans';

const render = (...stacks: StackPlan[]): Report => renderReport(stacks, { title: 'Plan of dev' });

const one = (plan: Plan, text?: string): StackPlan => ({
  stack: 'a',
  dependencies: [],
  plan,
  ...(text === undefined ? {} : { text }),
});

describe('a report that is too long', () => {
  const bucket = change('aws_s3_bucket.uploads', ['delete'], { before: { id: 'uploads' } });

  test('keeps the texts that fit, and of the largest the counts', () => {
    const small = { ...one(planOf(bucket), 'a small text'), stack: 'small' };
    const large = one(planOf(change('aws_route.a', ['update'])), 'line\n'.repeat(20_000));
    const { full, comment } = render(small, large);
    expect(full).toContain(large.text?.trim());
    expect(comment.length).toBeLessThanOrEqual(COMMENT.limit);
    expect(comment).toContain('a small text');
    expect(comment).toMatch(/<code>a<\/code>: 1 to change; 20000 lines left out[^]*`a\.txt`/);
    expect(comment).toContain('aws_s3_bucket.uploads');
  });

  test('names each of 400 destroyed resources, their reasons where these fit', () => {
    const gone = Array.from({ length: 400 }, (_, index) => ({
      ...change(`aws_cloudwatch_log_group.group["service-${index}"]`, ['delete']),
      action_reason: 'delete_because_each_key',
    }));
    const { full, comment } = render(one(planOf(...gone), 'line\n'.repeat(50_000)));
    expect(comment.length).toBeLessThanOrEqual(COMMENT.limit);
    for (const { address } of gone) expect(comment).toContain(address);
    expect(full).toContain('its key is not in for_each');
  });

  test('says how many lines of the list it leaves out where even that does not fit', () => {
    const buckets = Array.from({ length: 5000 }, (_, index) => change(`aws_s3_bucket.b${index}`, ['delete']));
    const { comment } = render(one(planOf(...buckets), 'text'));
    expect(comment.length).toBeLessThanOrEqual(COMMENT.limit);
    expect(comment).toContain('5000 to destroy in 1 stack.');
    expect(comment).toMatch(/Left out for want of room: \d+ more lines\._/);
  });

  test('fits whatever it is of', () => {
    const stacks = fc.array(
      fc.record({ length: fc.nat(80_000), gone: fc.nat(900), problem: fc.nat(40_000) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(stacks, (all) => {
        const { comment } = render(
          ...all.map(({ length, gone, problem }, index): StackPlan => ({
            stack: `s${index}`,
            dependencies: index === 0 ? [] : [`s${index - 1}`],
            plan: planOf(...Array.from({ length: gone }, (__, at) => change(`aws_eip.e${at}`, ['delete']))),
            text: 'x`\n'.repeat(length / 3),
            ...(problem > 20_000 ? { problem: 'y '.repeat(problem) } : {}),
          })),
        );
        expect(comment.length).toBeLessThanOrEqual(COMMENT.limit);
      }),
      { numRuns: 20 },
    );
  });

  test('of 4,000 resources with 400 changed lines each is a report of at most 1 MiB', () => {
    const changes = Array.from({ length: 4000 }, (_, index) =>
      change(`aws_ssm_parameter.p${index}`, ['update'], { before: { id: `p${index}` } }),
    );
    const text = `      + line = "arn:aws:iam::123456789012:role/some-role"\n`.repeat(4000 * 400);
    const { full } = render(one(planOf(...changes), text));
    expect(Buffer.byteLength(full)).toBeLessThanOrEqual(2 ** 20);
    expect(full).toContain('4000 to change');
  });
});
