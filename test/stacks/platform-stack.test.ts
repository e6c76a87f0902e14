import { estateOf } from '../support/estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { sampleEnvironments } from '../support/sample-estate';

const { stacks } = estateOf(synthesize());
const platform = (environment: string) => stacks[`${environment}-platform`]?.resource ?? {};
const addresses = (resource: Record<string, object> = {}): string[] =>
  Object.entries(resource)
    .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
    .sort();

test('what no rule takes is forbidden, in JSON that pages may read', () => {
  for (const [environment, listener] of [
    ['dev', 'http'],
    ['prod', 'https'],
  ] as const) {
    const cors = { dev: 'http://localhost:8080', prod: 'https://www.petclinic.example.com' }[environment];
    expect(platform(environment)['aws_lb_listener']?.[`load-balancer_${listener}-listener`]).toMatchObject({
      default_action: [
        {
          type: 'fixed-response',
          fixed_response: {
            status_code: '403',
            content_type: 'application/json',
            message_body: '{"message":"Forbidden"}',
          },
        },
      ],
      routing_http_response_access_control_allow_origin_header_value: cors,
    });
  }
});

test('with a domain the services hang on the listener with TLS', () => {
  expect(stacks['prod-platform']?.output?.['listener_arn']?.['value']).toBe(
    '${aws_lb_listener.load-balancer_https-listener.arn}',
  );
});

test.each([
  ['dev', true, false, 0],
  ['prod', false, true, 30],
])(
  'in %s images go with the repository: %p; the load balancer is protected: %p; secrets can be restored for %d days',
  (environment, contents, protection, days) => {
    const { aws_ecr_repository: repositories = {}, aws_lb: balancers, ...rest } = platform(environment);
    expect(new Set(Object.values(repositories).map((repository) => repository['force_delete']))).toEqual(
      new Set([contents]),
    );
    expect(balancers?.['load-balancer_load-balancer']?.['enable_deletion_protection']).toBe(protection);
    expect(rest['aws_secretsmanager_secret']?.['origin-secret_secret']?.['recovery_window_in_days']).toBe(
      days,
    );
  },
);

test('the value of the origin header is drawn when Terraform runs, and written where it is kept nowhere else', () => {
  const { ephemeral } = stacks['dev-platform'] as { ephemeral?: object };
  expect(ephemeral).toEqual({
    aws_secretsmanager_random_password: {
      'origin-secret_password': { password_length: 64, exclude_punctuation: true },
      'origin-secret-b_password': { password_length: 64, exclude_punctuation: true },
    },
  });
  expect(platform('dev')['aws_secretsmanager_secret_version']?.['origin-secret_version']).toMatchObject({
    secret_string_wo:
      '${ephemeral.aws_secretsmanager_random_password.origin-secret_password.random_password}',
    secret_string_wo_version: 1,
  });
});

test('an environment renews a value of the origin header, sends the other one, and gives a user the next password', () => {
  const environments = sampleEnvironments().map((environment) => ({
    ...environment,
    edge: { ...environment.edge, originHeader: { current: 'b' as const, a: 2, b: 3 } },
    database: { ...environment.database, passwordTurns: { vets: 4 } },
  }));
  const { stacks: renewed } = estateOf(synthesize({ environments }));
  const of = (stack: string, type: string) => renewed[`dev-${stack}`]?.resource?.[type] ?? {};
  const versions = of('platform', 'aws_secretsmanager_secret_version');
  expect(
    ['origin-secret_version', 'origin-secret-b_version'].map(
      (name) => versions[name]?.['secret_string_wo_version'],
    ),
  ).toEqual([2, 3]);
  const sent = JSON.stringify(of('edge', 'aws_api_gateway_integration')).match(
    /origin-secret[\w-]*\.secret_string/g,
  );
  expect(new Set(sent)).toEqual(new Set(['origin-secret-b.secret_string']));
  const { users } = JSON.parse(String(of('data', 'aws_lambda_invocation')['migration_run']?.['input'])) as {
    users: { name: string; turn?: number }[];
  };
  expect(users.filter(({ turn }) => turn !== undefined)).toMatchObject([{ name: 'vets', turn: 4 }]);
});

describe('operator access', () => {
  const { stacks: opened } = estateOf(synthesize({ environments: withEverySwitchOn() }));

  /** Addresses that are there with one switch on, and not without. */
  function added(access: 'ecsExec' | 'opsHost'): string[] {
    const [dev] = sampleEnvironments();
    if (dev === undefined) throw new Error('there is no environment');
    const operatorAccess = { ...dev.operatorAccess, [access]: true };
    const { stacks: one } = estateOf(synthesize({ environments: [{ ...dev, operatorAccess }] }));
    const before = addresses(platform('dev'));
    return addresses(one['dev-platform']?.resource).filter((address) => !before.includes(address));
  }

  test('off, there is a role and its instance profile, and no host', () => {
    expect(addresses(platform('dev')).filter((address) => /ops|command|instance/.test(address))).toEqual([
      'aws_iam_instance_profile.ops-role_profile',
      'aws_iam_role.ops-role_role_role',
      'aws_iam_role_policy.ops-role_role_policy',
    ]);
  });

  test('opsHost adds the host and its rules, and lets it fetch packages', () => {
    expect(added('opsHost')).toEqual([
      'aws_instance.ops-host_host',
      'aws_launch_template.ops-host_launch-template',
      'aws_security_group.ops-host_security-group_group',
      'aws_vpc_security_group_egress_rule.ops-host_to-endpoints_out',
      'aws_vpc_security_group_egress_rule.ops-host_to-packages',
      'aws_vpc_security_group_ingress_rule.ops-host_to-endpoints_in',
    ]);
    const policy = (resource: Record<string, Record<string, Record<string, unknown>>> = {}) =>
      String(resource['aws_vpc_endpoint']?.['s3-endpoint_endpoint']?.['policy']);
    expect(policy(opened['dev-network']?.resource)).toContain('al2023-repos-us-west-2-de612dc2/*');
    expect(policy(stacks['dev-network']?.resource)).not.toContain('al2023');
  });

  test('ecsExec adds a key and a log group, and says so to the services', () => {
    expect(added('ecsExec')).toEqual([
      'aws_cloudwatch_log_group.command-execution_log-group_group',
      'aws_kms_alias.command-execution_key_alias',
      'aws_kms_key.command-execution_key_key',
    ]);
    expect(opened['dev-platform']?.output).toMatchObject({
      command_key_arn: { value: '${aws_kms_key.command-execution_key_key.arn}' },
      command_log_group_arn: { value: '${aws_cloudwatch_log_group.command-execution_log-group_group.arn}' },
    });
    expect(stacks['dev-platform']?.output).not.toHaveProperty('command_key_arn');
  });
});
