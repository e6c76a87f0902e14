import { smellsSecret } from '../../../tools/plan/secret-names';
import { renderReport } from '../../../tools/plan/report';
import { Change, Plan } from '../../../tools/plan/plan-json';
import { FAKE_SECRET } from './fixtures/configuration';
import { goldenReport } from './fixtures/golden';
import { change, planOf } from './plans';

const SECRET = 'correct-horse-battery';

const report = (plan: Plan): string =>
  renderReport([{ stack: 'a', dependencies: [], plan }], { title: 'Plan' }).full;

/** The report on a resource that is updated from something else to `after`. */
const updated = (after: object, rest: Partial<Change> = {}, address = 'aws_thing.a'): string =>
  report(planOf(change(address, ['update'], { before: {}, after, ...rest })));

test('no secret of the fixtures is in their report', () => {
  const { full, comment } = goldenReport();
  expect(full).not.toContain(FAKE_SECRET);
  expect(comment).not.toContain(FAKE_SECRET);
  expect(full).toContain('(sensitive)');
});

describe('a name smells of a secret', () => {
  test.each([
    'password',
    'dbPassword',
    'DB_PASSWORD',
    'master_password',
    'secret_string',
    'SecretString',
    'auth_token',
    'sessionToken',
    'private_key',
    'privateKeyPem',
    'private_key_pem',
    'api-key',
    'aws_secret_access_key',
    'credentials',
    'connection_string',
    'PGPASSWORD',
    'AUTHTOKEN',
    'SECRETKEY',
    'DB_PASS',
    'JWT',
    'ENCRYPTION_KEY',
    'SLACK_WEBHOOK_URL',
    'x-origin-verify',
    'X-Origin-Verify',
    'Authorization',
    'integration.request.header.x-origin-verify',
  ])('%s: yes', (name) => {
    expect(smellsSecret(name)).toBe(true);
  });

  test.each([
    'secret_arn',
    'kms_key_id',
    'secret_id',
    'password_version',
    'token_ttl',
    'hash_key',
    'public_key',
    'key',
    'secretName',
    'password_length',
    'tokenizer',
    'passthrough_behavior',
    'kms_encryption_key_arn',
    'token.actions.githubusercontent.com:sub',
    'authorization',
    'description',
  ])('%s: no', (name) => {
    expect(smellsSecret(name)).toBe(false);
  });
});

test.each<[string, object, Partial<Change>?]>([
  ['that Terraform marks after the change', { a: SECRET }, { after_sensitive: { a: true } }],
  ['that Terraform marks before the change only', { a: SECRET }, { before_sensitive: { a: true } }],
  ['of which all is marked', { a: SECRET }, { after_sensitive: true }],
  ['in a list', { a: [{ b: 'x' }, { b: SECRET }] }, { after_sensitive: { a: [{}, { b: true }] } }],
  [
    'elsewhere in a list than its mark, before the change',
    { a: ['x'] },
    { before: { a: ['x', SECRET] }, before_sensitive: {}, after_sensitive: { a: [true] } },
  ],
  ['whose name smells', { password: SECRET }],
  ['below a name that smells', { credentials: { plain: { user: SECRET } } }],
  ['in JSON', { settings: JSON.stringify({ a: [{ password: SECRET }] }) }],
  ['in JSON in JSON', { settings: JSON.stringify({ a: JSON.stringify({ password: SECRET }) }) }],
  ['that is JSON', { secret_string: JSON.stringify({ username: SECRET }) }],
  ['that its neighbour names', { environment: [{ name: 'DB_PASSWORD', value: SECRET }] }],
  ['that a listener rule demands', { http_header: [{ http_header_name: 'x-any', values: [SECRET] }] }],
  [
    'that the gateway adds',
    { request_parameters: { 'integration.request.header.x-origin-verify': `'${SECRET}'` } },
  ],
  ['in the login of an address', { url: `mysql://petclinic:${SECRET}@db.example/petclinic` }],
  ['in the login of an address without a user', { url: `redis://:${SECRET}@cache.example` }],
  ['in an option of a command', { command: `migrate --password ${SECRET}` }],
  ['of a bearer', { header: `Bearer ${SECRET}` }],
  ['in a parameter of an address', { url: `jdbc:mysql://db.example/petclinic?user=a&password=${SECRET}` }],
  ['in a line of a text', { user_data: `#!/bin/sh\nexport API_TOKEN=${SECRET}\nrun` }],
  ['in YAML', { config: `exporters:\n  password: ${SECRET}\n  region: us-west-2` }],
  [
    'that is a private key',
    { pem: `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----` },
  ],
])('hides a value %s', (...[, after, rest]) => {
  const text = updated(after, rest);
  expect(text).toContain('(sensitive)');
  expect(text).not.toContain(SECRET);
});

test('a text of several lines that is secret is hidden where it stands line by line', () => {
  const text = `first line of the text\n  ${SECRET} in it\nlast`;
  const { full } = renderReport(
    ['first', 'second'].map((stack, index) => ({
      stack,
      dependencies: [],
      plan: planOf(
        change(`aws_thing.${stack}`, ['update'], {
          before: {},
          after: { content: text },
          ...(index === 0 ? { after_sensitive: { content: true } } : {}),
        }),
      ),
    })),
    { title: 'Plan' },
  );
  expect(full).not.toContain(SECRET);
  expect(full).toContain('+ content[]: "last"');
});

describe('in what Terraform says', () => {
  const said = (problem: string): string =>
    renderReport([{ stack: 'a', dependencies: [], problem }], { title: 'Plan' }).full;

  test.each([
    ['an assignment', `dsn: password=${SECRET} host=db`],
    ['a login', `dial mysql://petclinic:${SECRET}@db.example/petclinic`],
    ['a private key', `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`],
    ['a line of YAML', `password: ${SECRET}`],
  ])('%s is hidden, and nothing else of the line', (_, words) => {
    const text = said(`Error: it failed\n\n${words}`);
    expect(text).toContain('Error: it failed');
    expect(text).toContain('(sensitive)');
    expect(text).not.toContain(SECRET);
  });

  test('an error of AWS stays as it is', () => {
    const words = 'api error ExpiredToken: The security token included in the request is expired';
    expect(said(words)).toContain(words);
  });

  test('a secret of the plans is found as Terraform quotes it', () => {
    const value = 'fake"of\\the test';
    const { full } = renderReport(
      [
        {
          stack: 'a',
          dependencies: [],
          plan: planOf(change('aws_thing.a', ['update'], { before: {}, after: { password: value } })),
          problem: `Error: ${JSON.stringify(value)} is no password`,
        },
      ],
      { title: 'Plan' },
    );
    expect(full).toContain('Error: "(sensitive)" is no password');
  });
});

test('a number whose name smells is hidden, a flag is not', () => {
  const text = updated({ password: 8_675_309, manage_master_user_password: true });
  expect(text).not.toContain('8675309');
  expect(text).toContain('+ manage_master_user_password: true');
});

test('what only refers to a secret is shown', () => {
  const arn = 'arn:aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf';
  const text = updated({
    master_user_secret: [{ kms_key_id: 'key-1', secret_arn: arn, secret_status: 'active' }],
    secrets: [{ name: 'DB_PASSWORD', valueFrom: `${arn}:password::` }],
    request_parameters: { 'integration.request.header.accept': 'method.request.header.accept' },
  });
  expect(text).not.toContain('(sensitive)');
  expect(text).toContain('key-1');
});

test('a secret that changes is told to change', () => {
  const [before, after] = [{ password: 'fake-before' }, { password: 'fake-after' }];
  expect(updated(after, { before })).toContain('~ password: (sensitive), changed');
  const [line, other] = [{ text: 'one\nTOKEN=fake-before' }, { text: 'one\nTOKEN=fake-after' }];
  expect(updated(other, { before: line })).toMatch(/text\[\]: \(sensitive\)/);
});

test('a value that is secret in one place is hidden in every other, in any stack', () => {
  const { full } = renderReport(
    [
      {
        stack: 'first',
        dependencies: [],
        plan: {
          ...planOf(change('aws_thing.a', ['update'], { before: {}, after: { note: `see ${SECRET}.` } })),
          checks: [
            {
              address: { to_display: 'check.c' },
              status: 'fail',
              instances: [
                {
                  address: { to_display: 'check.c' },
                  status: 'fail',
                  problems: [{ message: `not ${SECRET}` }],
                },
              ],
            },
          ],
        },
      },
      { stack: 'second', dependencies: [], problem: `Error: ${SECRET} is wrong` },
      {
        stack: 'third',
        dependencies: [],
        plan: planOf(
          change('aws_thing.b', ['no-op'], {
            before: { a: SECRET },
            after: { a: SECRET },
            after_sensitive: { a: true },
          }),
        ),
      },
    ],
    { title: 'Plan' },
  );
  expect(full).not.toContain(SECRET);
  expect(full).toContain('"see (sensitive)."');
});

test('a parameter in clear is hidden, and still shown where it stands for something else', () => {
  const plan = planOf(
    change('aws_ssm_parameter.model', ['update'], {
      before: { type: 'String', value: 'another.model' },
      after: { type: 'String', value: 'maker.model' },
      after_sensitive: { value: true },
    }),
    change('aws_iam_role_policy.a', ['update'], {
      before: {},
      after: { resource: 'foundation-model/maker.model' },
    }),
  );
  const text = report(plan);
  expect(text).toContain('~ value: (sensitive), changed');
  expect(text).toContain('"foundation-model/maker.model"');
});

test('of the conditions of a listener rule, all of which are marked, the paths are no secret elsewhere', () => {
  const condition = [
    { http_header: [{ http_header_name: 'X-Origin', values: [SECRET] }], path_pattern: [] },
    { http_header: [], path_pattern: [{ values: ['/api/customers/*'] }] },
  ];
  const shown = report(
    planOf(
      change('aws_lb_listener_rule.a', ['update'], {
        before: { condition: [] },
        after: { condition },
        after_sensitive: { condition: true },
      }),
      change('aws_thing.a', ['update'], {
        before: {},
        after: { route: '/api/customers/*', origin: SECRET },
      }),
    ),
  );
  expect(shown).toContain('"/api/customers/*"');
  expect(shown).not.toContain(SECRET);
  expect(shown).toContain('~ condition: (sensitive), changed');
});

test('an output is hidden when it is marked or its name smells', () => {
  const text = report({
    ...planOf(),
    output_changes: {
      plain: { actions: ['create'], before: null, after: 'shown' },
      marked: { actions: ['create'], before: null, after: SECRET, after_sensitive: true },
      api_token: { actions: ['create'], before: null, after: 'another-horse-battery' },
    },
  });
  expect(text).toContain('+ plain: "shown"');
  expect(text).toContain('+ marked: (sensitive)');
  expect(text).toContain('+ api_token: (sensitive)');
});
