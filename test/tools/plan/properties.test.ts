import fc from 'fast-check';
import { Plan } from '../../../tools/plan/plan-json';
import { COMMENT_LIMIT, renderReport } from '../../../tools/plan/report';
import { StackPlan } from '../../../tools/plan/stack-plan';
import { fixture } from './fixtures/golden';
import { change, planOf } from './plans';

const ACTIONS = [
  ['no-op'],
  ['create'],
  ['read'],
  ['update'],
  ['delete'],
  ['delete', 'create'],
  ['create', 'delete'],
  ['forget'],
  ['create', 'forget'],
];

const text = fc.string({
  unit: fc.constantFrom('a', 'B', '`', '|', '\n', '<', '/', '@', '"', '\\', '{', ' ', 'é'),
});
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const { value: tree } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('name', 'password', 'tags')), tie('value'), { maxKeys: 3 }),
    tie('value').map((value) => JSON.stringify(value)),
  ),
}));

/** Long enough that no other text has it by chance. */
const secret = fc.string({
  unit: fc.constantFrom('0', '1', '2', '3', 'a', 'b', 'c', 'd'),
  minLength: 24,
  maxLength: 24,
});

const resource = (attributes: fc.Arbitrary<unknown>) =>
  fc
    .tuple(
      fc.constantFrom('aws_s3_bucket', 'aws_iam_role', 'aws_ssm_parameter'),
      text,
      fc.constantFrom(...ACTIONS),
      attributes,
      attributes,
    )
    .map(([type, key, actions, before, after]) =>
      change(`${type}.a[${JSON.stringify(key)}]`, actions, {
        before: { value: before },
        after: { value: after },
        replace_paths: [['value', 0, 'name'], ['value']],
      }),
    );

const plan = (attributes: fc.Arbitrary<unknown>): fc.Arbitrary<Plan> =>
  fc
    .uniqueArray(resource(attributes), { maxLength: 6, selector: ({ address }) => address })
    .map((all) => planOf(...all));

const stacksOf = (...plans: Plan[]): StackPlan[] =>
  plans.map((each, index) => ({
    stack: `dev-${index}`,
    dependencies: index === 0 ? [] : [`dev-${index - 1}`],
    plan: each,
  }));

const render = (...plans: Plan[]): ReturnType<typeof renderReport> =>
  renderReport(stacksOf(...plans), { title: 'Plan' });

/** The same JSON with the keys of every object turned round, and the changes of the plan as well. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, turned(each)]),
  );
}

const shuffled = (given: Plan): Plan => {
  const plan = turned(given) as Plan;
  return {
    ...plan,
    resource_changes: [...(plan.resource_changes ?? [])].reverse(),
    resource_drift: [...(plan.resource_drift ?? [])].reverse(),
    checks: [...(plan.checks ?? [])].reverse(),
  };
};

test('the same plans give the same bytes, in whatever order Terraform writes their parts', () => {
  const everything = fixture('everything');
  expect(render(shuffled(everything))).toEqual(render(everything));
  fc.assert(
    fc.property(plan(tree), (given) => {
      expect(render(shuffled(given))).toEqual(render(given));
    }),
  );
});

test('a value under a mark or a smelling name is nowhere in the report, whatever the plan', () => {
  const hidden = fc
    .tuple(tree, secret, fc.boolean(), fc.constantFrom(...ACTIONS))
    .map(([around, value, isMarked, actions]) => {
      const name = isMarked ? 'plain' : 'db_password';
      const attributes = {
        around,
        deep: [{ [name]: value }],
        json: JSON.stringify({ db_password: [value] }),
        copy: `see ${value}`,
      };
      const marks = isMarked ? { deep: [{ plain: true }] } : {};
      return {
        value,
        resources: [
          change('aws_thing.a', actions, {
            before: attributes,
            after: {},
            before_sensitive: marks,
            replace_paths: [['deep']],
          }),
          change('aws_thing.b', actions, { before: {}, after: attributes, after_sensitive: marks }),
        ],
      };
    });
  fc.assert(
    fc.property(hidden, ({ value, resources }) => {
      const { full, comment } = render(planOf(...resources));
      expect(full).not.toContain(value);
      expect(comment).not.toContain(value);
    }),
  );
});

test('no part of a plan leaves its code, whatever is in it', () => {
  fc.assert(
    fc.property(plan(tree), (given) => {
      const { full } = render(given);
      const lines = full.split('\n');
      let fence: string | undefined;
      for (const line of lines) {
        const ticks = /^ *(`{3,})/.exec(line)?.[1];
        if (fence === undefined) fence = ticks;
        else if (line.trim() === fence) fence = undefined;
        // In a block every line has a sign or words of our own, so that none can end it.
        else expect(line).toMatch(/^ *([+~-] |[A-Z])/);
      }
      expect(fence).toBeUndefined();
    }),
  );
});

test('a comment never exceeds its limit', () => {
  const sized = fc.tuple(
    fc.integer({ min: 1, max: 1500 }),
    fc.integer({ min: 0, max: 400 }),
    fc.constantFrom(...ACTIONS),
  );
  fc.assert(
    fc.property(fc.array(sized, { minLength: 1, maxLength: 3 }), (sizes) => {
      const plans = sizes.map(([count, length, actions]) =>
        planOf(
          ...Array.from({ length: count }, (_, index) =>
            change(`aws_s3_bucket.b${index}`, actions, {
              before: { id: 'x'.repeat(length) },
              after: { id: 'y'.repeat(length) },
              replace_paths: [['id']],
            }),
          ),
        ),
      );
      const { comment, full, isShortened } = render(...plans);
      expect(comment.length).toBeLessThanOrEqual(COMMENT_LIMIT);
      expect(isShortened).toBe(full.length > COMMENT_LIMIT);
      expect(comment).toContain(' in ');
    }),
    { numRuns: 15 },
  );
});
