import { readFileSync } from 'node:fs';
import { Plan, readPlan, ResourceChange } from '../../../tools/plan/plan-json';
import { COMMENT_LIMIT, renderReport, Report } from '../../../tools/plan/report';
import { StackPlan } from '../../../tools/plan/stack-plan';
import { FAKE_SECRET, NASTY_KEY } from './fixtures/configuration';
import { fixture, GOLDEN_FILE, goldenReport } from './fixtures/golden';
import { change, planOf } from './plans';

const render = (...stacks: StackPlan[]): Report => renderReport(stacks, { title: 'Plan of dev' });
const stateOf = (report: Report, stack: string): string =>
  report.rows.find(([name]) => name === stack)?.at(-1) ?? '';

test('the report on real plans of every action is what was looked at: make.ts --report writes it anew', () => {
  expect(goldenReport().full).toBe(readFileSync(GOLDEN_FILE, 'utf8'));
});

test('the fixtures have every action, and what comes beside one', () => {
  const all = ['create', 'everything'].flatMap((name) => fixture(name).resource_changes ?? []);
  expect([...new Set(all.map(({ change: { actions } }) => actions.join()))].sort()).toEqual(
    ['create', 'create,delete', 'delete', 'delete,create', 'forget', 'no-op', 'read', 'update'].sort(),
  );
  expect(all.some(({ previous_address: from }) => from !== undefined)).toBe(true);
  expect(all.some(({ change: { importing } }) => importing !== undefined)).toBe(true);
  expect(fixture('errored').errored).toBe(true);
  expect(JSON.stringify(all)).toContain(FAKE_SECRET);
});

test('counts replacements apart from what is destroyed, and moves and imports beside the changes', () => {
  expect(render({ stack: 'a', dependencies: [], plan: fixture('everything') }).headline).toBe(
    '3 to destroy, 5 to replace, 5 to change, 3 to add, 1 to move, 1 to import, 1 to forget in 1 stack.',
  );
});

test('an old object that is forgotten in favour of a new one is a replacement, and not lost', () => {
  const plan = planOf(change('aws_s3_bucket.a', ['create', 'forget']));
  const report = render({ stack: 'a', dependencies: [], plan });
  expect(report.headline).toBe('1 to replace, 1 to forget in 1 stack.');
  expect(report.full).toContain('the old one stays and is forgotten');
  expect(report.full).not.toContain('Holds data');
});

test('an action that nobody knows yet is dangerous', () => {
  const plan = planOf(change('aws_s3_bucket.a', ['renew']));
  expect(stateOf(render({ stack: 'a', dependencies: [], plan }), 'a')).toContain('dangerous');
});

test('an object that a replacement left behind is told apart from the one in use', () => {
  const plan = planOf({ ...change('aws_instance.a', ['delete']), deposed: '0123abcd' });
  expect(render({ stack: 'a', dependencies: [], plan }).full).toContain('the old object `0123abcd`');
});

test('says what is lost with what holds data, and what its attributes say of how', () => {
  const gone = (type: string, before: object): ResourceChange => change(`${type}.a`, ['delete'], { before });
  const lossOf = (type: string, before: object): string =>
    /lost: (.*)\.$/m.exec(
      render({ stack: 'a', dependencies: [], plan: planOf(gone(type, before)) }).full,
    )?.[1] ?? '';
  expect(lossOf('aws_rds_cluster', { skip_final_snapshot: true })).toMatch(/without a final snapshot/);
  expect(lossOf('aws_rds_cluster', { skip_final_snapshot: false })).toMatch(/a final snapshot is made/);
  expect(lossOf('aws_rds_cluster', { deletion_protection: true })).toMatch(/AWS refuses/);
  expect(lossOf('aws_kms_key', { deletion_window_in_days: 7 })).toMatch(/for 7 days/);
  expect(lossOf('aws_cloudwatch_log_group', {})).toBe('every log event in it');
  expect(lossOf('aws_route', {})).toBe('');
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

test('a plan that failed tells so even when nobody says why', () => {
  const report = render({ stack: 'a', dependencies: [], plan: fixture('errored') });
  expect(stateOf(report, 'a')).toContain('could not be planned');
  expect(report.full).toContain('It cannot be applied');
});

test('a plan that leaves something for later says so', () => {
  const plan = { ...planOf(change('aws_route.a', ['update'])), complete: false, deferred_changes: [{}, {}] };
  expect(render({ stack: 'a', dependencies: [], plan }).full).toContain('2 put off');
});

test('what differs from the state without effect on the plan is not counted as drift', () => {
  expect(stateOf(render({ stack: 'a', dependencies: [], plan: fixture('nothing') }), 'a')).toBe(
    '✅ no changes',
  );
  const { resource_drift: drift = [], ...rest } = fixture('everything');
  const report = render({ stack: 'a', dependencies: [], plan: { ...rest, resource_drift: drift } });
  expect(stateOf(report, 'a')).toContain('2 changed outside');
  const other = { ...change('aws_route.other', ['update'], { before: { a: 'x' }, after: { a: 'y' } }) };
  const more = render({ stack: 'a', dependencies: [], plan: { ...rest, resource_drift: [...drift, other] } });
  expect(stateOf(more, 'a')).toContain('2 changed outside');
  expect(more.full).toContain('`aws_route.other` (`a`)');
});

test('drift of an attribute on which planned changes rest counts, whatever becomes of the resource', () => {
  const plan: Plan = {
    ...planOf(change('aws_route.b', ['update'])),
    resource_drift: [change('aws_vpc.a["x"]', ['update'], { before: { cidr: '1' }, after: { cidr: '2' } })],
    relevant_attributes: [{ resource: 'aws_vpc.a', attribute: ['cidr'] }],
  };
  expect(stateOf(render({ stack: 'a', dependencies: [], plan }), 'a')).toContain('1 changed outside');
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
    ['Warning: …', /no JSON/],
  ])('%s is refused, with the stack', (json, message) => {
    expect(of(json)).toThrow(message);
  });
});

describe('a report that is too long for a comment', () => {
  const text = 'x'.repeat(150);
  const updates = Array.from({ length: 500 }, (_, index) =>
    change(`aws_ssm_parameter.p${index}`, ['update'], { before: { note: '' }, after: { note: text } }),
  );
  const bucket = change('aws_s3_bucket.uploads', ['delete'], { before: { id: 'uploads' } });

  test('keeps the counts and what is dangerous, and says what it is and where the whole is', () => {
    const { full, comment, isShortened } = render({
      stack: 'a',
      dependencies: [],
      plan: planOf(...updates, bucket),
    });
    expect(isShortened).toBe(true);
    expect(full).toContain('aws_ssm_parameter.p499');
    expect(comment.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(comment).toContain('1 to destroy, 500 to change in 1 stack.');
    expect(comment).toContain('aws_s3_bucket.uploads');
    expect(comment).toContain('job summary');
    expect(comment).not.toContain('aws_ssm_parameter');
  });

  test('says how much of what is dangerous it leaves out', () => {
    const buckets = Array.from({ length: 2000 }, (_, index) => change(`aws_s3_bucket.b${index}`, ['delete']));
    const { comment } = render({ stack: 'a', dependencies: [], plan: planOf(...buckets) });
    expect(comment.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(comment).toContain('2000 to destroy in 1 stack.');
    expect(comment).toMatch(/Left out for want of space: \d+ more paragraphs\._\n$/);
  });

  test('is whole otherwise', () => {
    const { full, comment, isShortened } = goldenReport();
    expect(isShortened).toBe(false);
    expect(comment).toBe(full);
  });
});

test('nothing of a plan gets out of its code: no markup, no mention, no folded part that ends early', () => {
  const { full } = goldenReport();
  expect(full).toContain(NASTY_KEY);
  const outside = full
    .replaceAll(/^ *(`{3,})[^\n]*\n[^]*?^ *\1$/gm, '')
    .replaceAll(/(`+)[^`](?:[^\n]*?[^`])??\1(?!`)/g, '');
  expect(outside).not.toMatch(/@|octocat/);
  expect([...outside.matchAll(/<\/details>/g)]).toHaveLength([...outside.matchAll(/<details>/g)].length);
});
