import { boundaryDocument, policyDocument, Statement, trustPolicy } from '../../src/core/policy-document';

const read: Statement = { sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::petclinic/*'] };

test('a document has a version, and every part of its statements', () => {
  const statement: Statement = {
    ...read,
    effect: 'Deny',
    principal: { aws: '*' },
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  expect(JSON.parse(policyDocument(statement))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Read',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: ['s3:GetObject'],
        Resource: ['arn:aws:s3:::petclinic/*'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
});

test('the order in which actions are named does not matter', () => {
  const actions = ['kms:Encrypt', 'kms:Decrypt'];
  expect(policyDocument({ ...read, actions })).toBe(
    policyDocument({ ...read, actions: [...actions].reverse() }),
  );
});

test('a trust policy has no resource', () => {
  expect(JSON.parse(trustPolicy('backup.amazonaws.com'))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ServiceAssumesRole',
        Effect: 'Allow',
        Principal: { Service: 'backup.amazonaws.com' },
        Action: ['sts:AssumeRole'],
      },
    ],
  });
});

test.each<[string, Statement[], string]>([
  ['an allowed wildcard', [{ ...read, actions: ['s3:*'] }], 'Read allows s3:*: name the actions'],
  [
    'an allowed pattern',
    [{ ...read, actions: ['s3:Get?bject'] }],
    'Read allows s3:Get?bject: name the actions',
  ],
  ['a Sid in kebab-case', [{ ...read, sid: 'read-it' }], 'the Sid "read-it" is not PascalCase'],
  ['a Sid twice', [read, read], 'the Sid Read stands twice'],
  ['no action', [{ ...read, actions: [] }], 'Read has no action'],
  ['no resource', [{ ...read, resources: [] }], 'Read has no resource'],
  ['neither resource nor principal', [{ sid: 'Read', actions: ['s3:GetObject'] }], 'Read has no resource'],
])('%s is refused', (_, statements, problem) => {
  expect(() => policyDocument(...statements)).toThrow(problem);
});

test('a Deny may take everything away', () => {
  expect(() => policyDocument({ ...read, effect: 'Deny', actions: ['s3:*'] })).not.toThrow();
});

test('all problems are told at once', () => {
  expect(() => policyDocument({ sid: 'bad sid', actions: ['s3:*'], resources: [] })).toThrow(
    'Policy document: the Sid "bad sid" is not PascalCase; bad sid has no resource; bad sid allows s3:*: name the actions',
  );
});

test('a boundary may have a wildcard in an action, and is checked for all else', () => {
  const wild = { ...read, actions: ['s3:*'] };
  expect(JSON.parse(boundaryDocument(wild))).toMatchObject({ Statement: [{ Action: ['s3:*'] }] });
  expect(() => boundaryDocument(wild, wild)).toThrow('the Sid Read stands twice');
});

test('a Deny may spare resources, an Allow may not allow what it does not name', () => {
  const spared: Statement = {
    sid: 'Read',
    actions: ['s3:GetObject'],
    notResources: ['arn:aws:s3:::petclinic/*'],
  };
  expect(JSON.parse(policyDocument({ ...spared, effect: 'Deny' }))).toMatchObject({
    Statement: [{ NotResource: ['arn:aws:s3:::petclinic/*'] }],
  });
  expect(() => policyDocument(spared)).toThrow('Read allows what it does not name');
});
