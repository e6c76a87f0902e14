import { dev, prod } from '../support/sample-estate';
import { ABSENT, changed, problemsOf } from './configuration';

type Case = [changes: Record<string, unknown>, problem: string];

function expectOneProblem(base: unknown, cases: Case[]): void {
  it.each(cases)('%j: %s', (changes, problem) => {
    expect(problemsOf([changed(base, changes)])).toEqual([expect.stringContaining(problem)]);
  });
}

describe('an environment', () => {
  expectOneProblem(dev, [
    [{ account: 123456789012 }, 'dev.account: 123456789012 is not allowed; allowed: '],
    [{ account: '12345678901' }, 'dev.account: "12345678901" is not allowed; allowed: '],
    [{ tier: 'staging' }, 'dev.tier: "staging" is not allowed; allowed: '],
    [{ tier: ABSENT }, 'dev.tier: is missing; allowed: '],
    [{ 'backend.type': 'gcs' }, 'dev.backend.type: "gcs" is not allowed; allowed: '],
    [{ backend: { type: 'cloud', organization: 'petclinic' } }, 'dev.backend.project: is missing; allowed: '],
    [{ 'database.minAcus': 1 }, 'dev.database.minAcus: is not a known key; allowed: '],
    [{ 'operatorAccess.ecsExec': 'yes' }, 'dev.operatorAccess.ecsExec: "yes" is not allowed; allowed: '],
    [{ operatorAccess: true }, 'dev.operatorAccess: true is not allowed; allowed: '],
    [{ logRetentionDays: 31 }, 'dev.logRetentionDays: 31 is not allowed; allowed: '],
    [
      { domain: { name: 'https://petclinic.example.com', hostedZoneId: 'Z1' } },
      'dev.domain.name: "https://petclinic.example.com" is not allowed; allowed: ',
    ],
    [
      { domain: { name: `${'a'.repeat(50)}.example`, hostedZoneId: 'Z1' } },
      `dev.domain.name: "${'a'.repeat(50)}.example" is not allowed; allowed: `,
    ],
    ...['petclinic.local', 'a.internal', 'x.us-west-2.elb.amazonaws.com', '1.2.in-addr.arpa'].map(
      (name): Case => [
        { domain: { name, hostedZoneId: 'Z1' } },
        `dev.domain.name: "${name}" is not allowed; allowed: `,
      ],
    ),
    [
      { domain: { name: 'petclinic.example.com', hostedZoneId: 'example.com' } },
      'dev.domain.hostedZoneId: "example.com" is not allowed; allowed: ',
    ],
    [
      { tracing: { perSecond: 1, percentOfOthers: 101 } },
      'dev.tracing.percentOfOthers: 101 is not allowed; allowed: ',
    ],
    [
      { tracing: { perSecond: 0.5, percentOfOthers: 5 } },
      'dev.tracing.perSecond: 0.5 is not allowed; allowed: ',
    ],
    [{ alarmEmails: ['operations'] }, 'dev.alarmEmails.0: "operations" is not allowed; allowed: '],
    [
      { alarmEmails: ['a@example.com', 'a@example.com'] },
      'dev.alarmEmails: "a@example.com" is there twice; allowed: ',
    ],
    [
      { alarmEmails: ['a.b@example.com', 'A-b@example.com'] },
      'dev.alarmEmails: "A-b@example.com" differs from another by case or punctuation only; allowed: ',
    ],
  ]);

  it.each(['account', 'ci', 'terraform', 'null', 'true'])('is not called %s, which is taken', (name) => {
    expect(problemsOf([changed(dev, { name })])).toEqual([
      `${name}.name: "${name}" is reserved; allowed: any but account, ci, terraform, false, null, true`,
    ]);
  });

  it.each(['Dev', 'dev-2', 'd', '2dev', 'abcdefghijklm', ''])('is not called %j', (name) => {
    const problems = problemsOf([changed(dev, { name })]);
    expect(problems).toEqual([
      `${name === '' ? 'environments.0' : name}.name: "${name}" is not allowed; allowed: 2 to 12 lower-case letters and digits, a letter first`,
    ]);
  });

  it('has each unknown key reported', () => {
    const allowed = 'is not a known key; allowed: ecsExec, opsHost';
    expect(problemsOf([changed(dev, { 'operatorAccess.ssh': true, 'operatorAccess.vpn': true })])).toEqual([
      `dev.operatorAccess.ssh: ${allowed}`,
      `dev.operatorAccess.vpn: ${allowed}`,
    ]);
  });

  it('has a region that is known, before its zones are looked at', () => {
    expect(problemsOf([changed(dev, { region: 'us-west-9' })])).toEqual([
      expect.stringMatching(
        /^dev\.region: "us-west-9" is not allowed; allowed: ap-northeast-1, .*, us-west-2$/,
      ),
    ]);
  });

  it.each([null, 5, 'dev', []])('is an object, not %j', (environment) => {
    expect(problemsOf([environment])).toEqual([
      expect.stringMatching(/^environments\.0: .* is not allowed; allowed: an object with name, tier, /),
    ]);
  });
});

describe('the database', () => {
  expectOneProblem(dev, [
    [{ 'database.minAcu': 0.7 }, 'dev.database.minAcu: 0.7 is not allowed; allowed: '],
    [{ 'database.minAcu': 0, 'database.maxAcu': 0.5 }, 'dev.database.maxAcu: 0.5 is not allowed; allowed: '],
    [
      { 'database.minAcu': 4, 'database.maxAcu': 2.5 },
      'dev.database.minAcu: 4 is above the maximum; allowed: ',
    ],
    [
      { 'database.backupRetentionDays': 36 },
      'dev.database.backupRetentionDays: 36 is not allowed; allowed: ',
    ],
    [
      { 'database.backupRetentionDays': 1.5 },
      'dev.database.backupRetentionDays: 1.5 is not allowed; allowed: ',
    ],
  ]);

  it('can pause, and can have one fixed capacity', () => {
    expect(problemsOf([changed(dev, { 'database.minAcu': 0 })])).toEqual([]);
    expect(problemsOf([changed(dev, { 'database.minAcu': 1 })])).toEqual([]);
  });
});

describe('production', () => {
  expectOneProblem(prod, [
    [
      { domain: ABSENT },
      'prod.domain: is missing; allowed: { name, hostedZoneId }, as production needs a domain',
    ],
    [
      { 'database.deletionProtection': false },
      'prod.database.deletionProtection: false is not allowed; allowed: true in production',
    ],
    [
      { 'database.finalSnapshot': false },
      'prod.database.finalSnapshot: false is not allowed; allowed: true in production',
    ],
    [
      { 'database.backupRetentionDays': 29 },
      'prod.database.backupRetentionDays: 29 is too short; allowed: 30 days or more in production',
    ],
    [
      { logRetentionDays: 14 },
      'prod.logRetentionDays: 14 is too short; allowed: 30 days or more in production',
    ],
    [
      { domain: 'petclinic.example.com' },
      'prod.domain: "petclinic.example.com" is not allowed; allowed: an object with name, hostedZoneId',
    ],
  ]);

  it('is a tier: the same values are fine in development', () => {
    const weak = {
      tier: 'development',
      domain: ABSENT,
      logRetentionDays: 1,
      'database.finalSnapshot': false,
    };
    expect(problemsOf([changed(prod, weak)])).toEqual([]);
  });
});
