import fc from 'fast-check';
import { Plan, readPlan, ResourceChange } from '../../../tools/plan-report/plan-json';
import { renderReport, Report } from '../../../tools/plan-report/report';
import { StackPlan } from '../../../tools/plan-report/stack-plan';
import { FAKE_ACCESS_KEY, FAKE_SECRET, NASTY_KEY } from './fixtures/configuration';
import { fixture } from './fixtures/plans';
import { change, planOf } from './plans';

const render = (...stacks: StackPlan[]): Report => renderReport(stacks, { title: 'Plan of dev' });
const stateOf = (report: Report, stack: string): string =>
  report.rows.find(([name]) => name === stack)?.at(-1) ?? '';
const one = (plan: Plan, text?: string): StackPlan => ({
  stack: 'a',
  dependencies: [],
  plan,
  ...(text === undefined ? {} : { text }),
});

/** A report on real plans: of every action, of a plan without changes, and of one that failed. */
const real = render(
  fixture('nothing'),
  fixture('everything'),
  { ...fixture('errored'), problem: "Error: couldn't find resource" },
  { stack: 'dev-unplanned', dependencies: ['dev-everything'], problem: 'Error: Unable to find remote state' },
);

describe('a stranger finds in the report what Terraform would have told', () => {
  test.each([
    ['a list whose order changes', /"deny 10\.0\.0\.0\/8"[^]*"allow 0\.0\.0\.0\/0"/],
    ['a moved resource', /terraform_data\.old_name has moved to terraform_data\.new_name/],
    ['a changed secret', /~ value +\(?(= )?\(sensitive value\)/],
    ['a write-only value, by its version', /aws_ssm_parameter\.written[^#]*~ value_wo_version += 1 -> 2/],
    ['a whole number that no double holds', /"9007199254740993" -> "9007199254740995"/],
    ['a text of several lines', /- second\n +\+ second, changed/],
    ['JSON in a text, as JSON', /~ Service += "ecs-tasks\.amazonaws\.com" -> \[|"lambda\.amazonaws\.com"/],
    ['an import', /aws_sns_topic\.imported will be imported|import/],
    ['an output', /Changes to Outputs:/],
    [
      'a change made outside',
      /Changed outside Terraform:\*\*\n- `aws_ssm_parameter\.drifted` \(`\/fixture\/drifted`\) differs in `value`[^]*vanished.*is gone/,
    ],
  ])('%s', (_, pattern) => {
    expect(real.comment).toMatch(pattern);
  });

  test('and no secret', () => {
    expect(real.full).not.toContain(FAKE_SECRET);
    expect(real.full).toContain('(sensitive value)');
    expect(real.full).not.toContain(FAKE_ACCESS_KEY);
    const unmarked = one(planOf(change('aws_route.a', ['update'])), `an old key ${FAKE_ACCESS_KEY}`);
    expect(render(unmarked).full).toContain('an old key (sensitive)\n');
  });

  test('checks that failed, with their messages, though `terraform show` has none', () => {
    expect(real.full).toMatch(/Check failed.*parameter_is_plain[^]*The parameter is not what it should be/);
  });
});

test('nothing of a plan gets out of its code: no markup, no mention, no folded part that ends early', () => {
  expect(real.full).toContain(NASTY_KEY.replaceAll('"', '\\"'));
  const outside = real.full
    .replaceAll(/^ *(`{3,})[^\n]*\n[^]*?^ *\1$/gm, '')
    .replaceAll(/(`+)[^`](?:[^\n]*?[^`])??\1(?!`)/g, '');
  expect(outside).not.toMatch(/@|octocat/);
  expect([...outside.matchAll(/<\/details>/g)]).toHaveLength([...outside.matchAll(/<details>/g)].length);
});

/** Characters that nobody sees: a turn of direction, spaces without width, a filler, a letter of a tag, an end of line. */
const UNSEEN = ['\u202e', '\u200b', '\ufeff', '\u00ad', '\u3164', '\ufe0f', '\u{e0041}', '\u2028', '\r'];

test('no text ends its code, whatever is in it, and all of it is seen', () => {
  const lines = fc.array(
    fc.constantFrom('```', '````', '~~~', '</details>', '@octocat', '# x', '`', ...UNSEEN),
  );
  fc.assert(
    fc.property(lines, (texts) => {
      const { full } = render(one(planOf(change('aws_route.a', ['update'])), `x\n${texts.join('\n')}\ny`));
      const [, fence = ''] = /^(`{3,})text$/m.exec(full) ?? [];
      const [, ...rest] = full.split(`\n${fence}text\n`);
      // The first fence of that length is the one behind the text.
      expect(rest.join('').split(`\n${fence}\n`)[0]).toMatch(/\ny$/);
      for (const character of UNSEEN) expect(full).not.toContain(character);
    }),
  );
});

test('a value that differs in a colour alone is not shown as the same', () => {
  const text = '~ name = "\u001b[31mred" -> "red"';
  expect(render(one(planOf(change('aws_route.a', ['update'])), text)).full).toContain(
    '~ name = "\\u001b[31mred" -> "red"',
  );
});

test('counts replacements apart from what is destroyed, and moves and imports beside the changes', () => {
  expect(render(fixture('everything')).headline).toMatch(
    /^\d+ to destroy, \d+ to replace, \d+ to change, \d+ to add, 1 to move, 1 to import, \d+ to forget in 1 stack\.$/,
  );
});

describe('looks first at what is destroyed or replaced', () => {
  const first = (...changes: readonly ResourceChange[]): string =>
    /## Look at this first[^]*?(?=\n## |$)/.exec(render(one(planOf(...changes))).full)?.[0] ?? '';

  test('what holds data, then what takes traffic, then the rest, with Terraform’s reason', () => {
    const told = first(
      { ...change('terraform_data.x', ['delete']), action_reason: 'delete_because_no_resource_config' },
      { ...change('aws_lb.it', ['create', 'delete'], { replace_paths: [['subnets', 0]] }) },
      change('aws_s3_bucket.it', ['delete'], { before: { id: 'uploads', force_destroy: false } }),
    );
    expect(told.split('\n').filter((line) => line !== '')).toEqual([
      '## Look at this first',
      '### Holds data (1)',
      '- `a` `aws_s3_bucket.it` will be destroyed (`uploads`). **Lost**: every object in it (AWS refuses while there is one).',
      '### Takes traffic (1)',
      '- `a` `aws_lb.it` must be replaced: created first, then the old one destroyed, because `subnets[0]` forces replacement.',
      '### Also destroyed or replaced (1)',
      '- `a` `terraform_data.x` will be destroyed, because it is not in the configuration.',
    ]);
  });

  test('not at what is forgotten, nor at what `skip_destroy` keeps', () => {
    const kept = { before: { skip_destroy: true } };
    const changes = [
      change('aws_s3_bucket.a', ['forget']),
      change('aws_s3_bucket.b', ['create', 'forget']),
      change('aws_cloudwatch_log_group.c', ['delete'], kept),
      change('aws_ecs_task_definition.d', ['delete', 'create'], kept),
    ];
    const report = render(one(planOf(...changes)));
    expect(report.full).not.toContain('Look at this first');
    expect(report.headline).toBe('2 to replace, 4 to forget in 1 stack.');
    expect(stateOf(report, 'a')).toBe('changes');
  });

  test('at an action that is not known, and at an object that a replacement left behind', () => {
    expect(first(change('aws_s3_bucket.a', ['renew']))).toContain('has the actions renew');
    expect(first({ ...change('aws_instance.a', ['delete']), deposed: '0123abcd' })).toContain('`0123abcd`');
  });

  test('and names no id that is secret', () => {
    const hidden = { before: { id: 'hidden' }, before_sensitive: { id: true } };
    expect(first(change('aws_s3_bucket.a', ['delete'], hidden))).not.toContain('hidden');
  });
});

describe('a stack is', () => {
  const settled: StackPlan = { stack: 'up', dependencies: [], plan: planOf() };
  const down: StackPlan = { stack: 'down', dependencies: ['middle'], plan: planOf() };
  const middle: StackPlan = { stack: 'middle', dependencies: ['up'], plan: planOf() };
  const stateBelow = (up: StackPlan): string => stateOf(render(up, middle, down), 'down');

  test('green when nothing changes, here or upstream', () => {
    expect(stateBelow(settled)).toBe('✅ no changes');
    expect(render(settled, middle, down).headline).toBe('No changes in 3 stacks.');
  });

  test('green still when upstream only changes in itself', () => {
    const plan = planOf(change('aws_route.a', ['update']), change('aws_route.b', ['create']));
    expect(stateBelow({ ...settled, plan })).toBe('✅ no changes');
  });

  test.each<[string, Partial<StackPlan>]>([
    [
      'changes an output',
      { plan: { ...planOf(), output_changes: { id: { actions: ['update'], before: 1, after: 2 } } } },
    ],
    ['replaces something', { plan: planOf(change('aws_route.a', ['create', 'delete'])) }],
    ['destroys something', { plan: planOf(change('aws_route.a', ['delete'])) }],
    ['failed in the middle', { plan: { ...planOf(), errored: true } }],
    ['could not be planned', { problem: 'no' }],
  ])('provisional, and not green, when a stack upstream at any distance %s', (_, upstream) => {
    const { plan, ...rest } = { ...settled, ...upstream };
    const up = 'problem' in upstream ? rest : { ...rest, ...(plan === undefined ? {} : { plan }) };
    expect(stateBelow(up)).toBe('⚠️ provisional');
  });
});

describe('is never green where', () => {
  test.each<[string, Partial<Plan>, string]>([
    ['something is deferred', { deferred_changes: [{}] }, '⚠️ incomplete'],
    ['the plan is not complete', { complete: false }, '⚠️ incomplete'],
    ['planning failed', { errored: true }, '❌ could not be planned'],
  ])('%s', (_, rest, state) => {
    const report = render(one({ ...planOf(), ...rest }));
    expect(stateOf(report, 'a')).toBe(state);
    expect(report.headline).not.toMatch(/^No changes in 1 stack\.$/);
  });
});

test('a plan that failed tells so even when nobody says why', () => {
  const report = render(fixture('errored'));
  expect(stateOf(report, 'dev-errored')).toContain('could not be planned');
  expect(report.full).toContain('It cannot be applied');
});

test('what differs from the state without effect on the plan is not counted as drift', () => {
  expect(stateOf(render(fixture('nothing')), 'dev-nothing')).toBe('✅ no changes');
  expect(stateOf(render(fixture('everything')), 'dev-everything')).toContain('2 changed outside');
  const plan: Plan = {
    ...planOf(change('aws_route.b', ['update'])),
    resource_drift: [change('aws_vpc.a["x"]', ['update'], { before: { cidr: '1' }, after: { cidr: '2' } })],
    relevant_attributes: [{ resource: 'aws_vpc.a', attribute: ['cidr'] }],
  };
  expect(stateOf(render(one(plan)), 'a')).toContain('1 changed outside');
  expect(stateOf(render(one({ ...plan, relevant_attributes: [] })), 'a')).toBe('changes');
});

describe('the format', () => {
  const of = (json: string) => () => readPlan('dev-network', json);
  test.each(['1.0', '1.2', '1.99'])('%s is read', (version) => {
    expect(of(`{"format_version":"${version}"}`)()).toEqual({ format_version: version });
  });
  test.each([
    ['{"format_version":"2.0"}', /dev-network has the format "2\.0".*1\.x/],
    ['{"format_version":"0.2"}', /"0\.2"/],
    ['{"format_version":"10.0"}', /"10\.0"/],
    ['{}', /no format_version/],
    ['null', /no format_version/],
    ['Warning: …', /not JSON/],
  ])('%s is refused, with the stack', (json, message) => {
    expect(of(json)).toThrow(message);
  });
});
