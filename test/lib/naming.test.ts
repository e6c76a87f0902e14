import fc from 'fast-check';
import { nameKinds, type NameKind } from '../../src/lib/name-kinds';
import { bucketName, namesFor } from '../../src/lib/naming';

/** Names that each service's API reference allows, lengths included. */
const legal: Record<NameKind, RegExp> = {
  'access-analyzer': /^[A-Za-z][A-Za-z0-9_.-]{0,254}$/,
  alarm: /^[\x20-\x7e]{1,255}$/,
  'backup-plan': /^[a-zA-Z0-9\-_.]{1,50}$/,
  'backup-vault': /^[a-zA-Z0-9\-_]{2,50}$/,
  budget: /^(?!.*\/action\/)[^:\\]{1,100}$/,
  'config-delivery-channel': /^.{1,256}$/,
  'config-recorder': /^.{1,256}$/,
  'config-rule': /^[\w-]{1,128}$/,
  dashboard: /^[A-Za-z0-9_-]{1,255}$/,
  'db-parameter-group': /^(?!.*--)[a-z][a-z0-9-]{0,254}(?<!-)$/,
  'db-subnet-group': /^[a-z][a-z0-9._ -]{0,254}$/,
  'dynamodb-table': /^[a-zA-Z0-9_.-]{3,255}$/,
  'ecr-repository': /^(?=.{2,256}$)[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/,
  'ecs-cluster': /^[A-Za-z0-9_-]{1,255}$/,
  'ecs-service': /^[A-Za-z0-9_-]{1,255}$/,
  'ecs-task-family': /^[A-Za-z0-9_-]{1,255}$/,
  'event-rule': /^[.\-_A-Za-z0-9]{1,64}$/,
  'iam-policy': /^[\w+=,.@-]{1,128}$/,
  'iam-role': /^[\w+=,.@-]{1,64}$/,
  'inference-profile': /^([0-9a-zA-Z][ _-]?){1,64}$/,
  'instance-profile': /^[\w+=,.@-]{1,128}$/,
  'ip-set': /^[\w-]{1,128}$/,
  'kms-alias': /^(?=.{1,256}$)alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
  'lambda-function': /^[a-zA-Z0-9-_]{1,64}$/,
  'launch-template': /^[a-zA-Z0-9().\-/_]{3,128}$/,
  'load-balancer': /^(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/,
  'log-group': /^(?!aws\/)[.\-_/#A-Za-z0-9]{1,512}$/,
  'log-resource-policy': /^[\w-]{1,255}$/,
  'metric-filter': /^[^:*]{1,512}$/,
  'name-tag': /^(?!aws:)[\w .:/=+@-]{1,256}$/,
  'query-definition': /^(?=.{1,255}$)([^:*/]+\/)*[^:*/]+$/,
  'rds-cluster': /^(?!.*--)[a-z][a-z0-9-]{0,62}(?<!-)$/,
  'rds-instance': /^(?!.*--)[a-z][a-z0-9-]{0,62}(?<!-)$/,
  'rest-api': /^[\w -]{1,128}$/,
  's3-bucket': /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$(?<!-s3alias)(?<!--ol-s3)/,
  secret: /^(?!.*-.{6}$)[A-Za-z0-9/_+=.@-]{1,512}$/,
  'security-group': /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
  'sns-topic': /^[A-Za-z0-9_-]{1,256}$/,
  'ssm-parameter': /^(?=.{1,1011}$)(?!\/(aws|ssm))(\/[a-zA-Z0-9_.-]+){1,15}$/,
  'waf-log-group': /^aws-waf-logs-[.\-_/#A-Za-z0-9]{1,499}$/,
  'web-acl': /^[\w-]{1,128}$/,
  'xray-group': /^[A-Za-z0-9_-]{1,32}$/,
  'xray-sampling-rule': /^[A-Za-z0-9_-]{1,32}$/,
};

const kinds = Object.keys(nameKinds) as NameKind[];
const word = fc.stringMatching(/^[a-z0-9]{1,10}$/);
const kebab = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join('-'));
const environment = fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/);

function attempt(make: () => string): string | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

describe('namesFor', () => {
  it.each([
    ['iam-role', ['flow-logs'], 'petclinic-dev-flow-logs'],
    ['ecs-cluster', [], 'petclinic-dev'],
    ['kms-alias', ['data'], 'alias/petclinic-dev-data'],
    ['log-group', ['vpc', 'flow-logs'], '/petclinic/dev/vpc/flow-logs'],
    ['query-definition', ['api', 'slowest-requests'], 'petclinic/dev/api/slowest-requests'],
    ['ssm-parameter', ['vets-service', 'server.port'], '/petclinic/dev/vets-service/server.port'],
    ['waf-log-group', ['api'], 'aws-waf-logs-petclinic-dev-api'],
  ] as [NameKind, string[], string][])('%s %j is %s', (kind, parts, name) => {
    expect(namesFor('dev')(kind, ...parts)).toBe(name);
  });

  it('gives every kind a name that AWS takes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        environment,
        fc.stringMatching(/^[a-z]{1,5}$/),
        (kind, env, part) => {
          expect(namesFor(env)(kind, part)).toMatch(legal[kind]);
        },
      ),
    );
  });

  it('throws rather than return a name that AWS refuses, or a part of the name', () => {
    const part = fc.oneof(
      kebab,
      fc.string(),
      fc.constantFrom('', '-', 'a--b', 'Ä', 'a/b', 'a.b', 'origin-header'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.array(part, { maxLength: 4 }), (kind, parts) => {
        const name = attempt(() => namesFor('dev')(kind, ...parts));
        if (name === undefined) return;
        expect(name).toMatch(legal[kind]);
        expect(name.endsWith(['dev', ...parts].join(nameKinds[kind].separator))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(kinds)('takes a %s of the greatest length and refuses one character more', (kind) => {
    const { maxLength } = nameKinds[kind];
    const longest = 'x'.repeat(maxLength - namesFor('dev')(kind, 'x').length + 1);
    const source = nameKinds[kind].source;
    const tooLong = `${namesFor('dev')(kind, longest)}x`;

    expect(namesFor('dev')(kind, longest)).toHaveLength(maxLength);
    expect(() => namesFor('dev')(kind, `${longest}x`)).toThrow(
      `${kind} "${tooLong}" has ${maxLength + 1} characters; allowed: at most ${maxLength} (${source})`,
    );
  });

  it('names the kind and the rule of a name with other characters', () => {
    expect(() => namesFor('dev')('iam-role', 'flowLogs')).toThrow(
      /^iam-role "petclinic-dev-flowLogs" is not a name; allowed: lower-case .* \(https:/,
    );
  });

  it('refuses a secret whose end could be the suffix that AWS appends', () => {
    expect(() => namesFor('dev')('secret', 'origin-header')).toThrow('hyphen and six characters');
    expect(namesFor('dev')('secret', 'origin-headers')).toBe('/petclinic/dev/origin-headers');
  });

  it('never gives two environments the same name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        environment,
        environment,
        kebab,
        kebab,
        (kind, one, other, a, b) => {
          fc.pre(one !== other);
          const name = attempt(() => namesFor(one)(kind, a));
          if (name !== undefined) expect(attempt(() => namesFor(other)(kind, b))).not.toBe(name);
        },
      ),
    );
    expect(() => namesFor('dev-2')).toThrow('environment "dev-2" is not a name; allowed: 2 to 12 lower-case');
  });
});

describe('bucketName', () => {
  const token = '${data.aws_caller_identity.current.account_id}';

  it('ends with account and region', () => {
    expect(bucketName('dev', 'archive', '123456789012', 'us-west-2')).toBe(
      'petclinic-dev-archive-123456789012-us-west-2',
    );
    expect(bucketName('dev', 'archive', token, 'us-west-2')).toBe(`petclinic-dev-archive-${token}-us-west-2`);
  });

  it('counts an expression as the account that it becomes', () => {
    const longest = 'x'.repeat(63 - 'petclinic-dev--123456789012-us-west-2'.length);
    expect(bucketName('dev', longest, token, 'us-west-2')).toContain(`-${longest}-${token}-`);
    expect(bucketName('dev', longest, '123456789012', 'us-west-2')).toHaveLength(63);
    expect(() => bucketName('dev', `${longest}x`, token, 'us-west-2')).toThrow('has 64 characters');
  });

  it.each(['', '12345', 'account', '1234567890123'])('refuses the account %j', (account) => {
    expect(() => bucketName('dev', 'archive', account, 'us-west-2')).toThrow('is not an AWS account');
  });
});
