import { FargateService, FargateServiceProps } from '../../../src/constructs/compute/fargate-service';
import { resourcesOf } from '../../support/construct';

const props = (name: string, more: Partial<FargateServiceProps> = {}): FargateServiceProps => ({
  name,
  serviceName: `clinic-${name}`,
  securityGroupName: `clinic-${name}`,
  cluster: { arn: 'cluster-arn', name: 'clinic' },
  namespaceId: 'ns-1',
  network: {
    vpcId: 'vpc-1',
    subnetIds: ['subnet-a', 'subnet-b'],
    loadBalancerSecurityGroupId: 'sg-balancer',
    endpointSecurityGroupId: 'sg-endpoints',
    databaseSecurityGroupId: undefined,
  },
  port: 8080,
  portValue: 'aws_ssm_parameter.port.value',
  healthPaths: { liveness: '/alive', readiness: '/ready' },
  task: {
    family: `clinic-${name}`,
    environmentName: 'test',
    executionRoleName: `clinic-${name}-execution`,
    taskRoleName: `clinic-${name}-task`,
    logs: { name: `/clinic/${name}`, retentionDays: 14, kmsKeyArn: 'key-arn' },
    repositoryArns: ['repository-arn'],
    image: 'repository:1.0.0',
    collectorImage: 'collector:1.0.0',
    cpu: 512,
    memoryMiB: 1024,
    environment: {},
    parameters: { SERVER_PORT: 'port-arn' },
    login: undefined,
    commandSessions: undefined,
  },
  route: {
    targetGroupName: `pc-${name}`,
    targetGroupTag: `petclinic-${name}`,
    listenerArn: 'listener-arn',
    priority: 10,
    path: `/${name}`,
    origin: { header: 'x-origin-verify', values: ['value', 'other'] },
    endsEventStreams: false,
  },
  scaling: { minTasks: 2, maxTasks: 6, cpuTargetPercent: 50 },
  ...more,
});

/** Ports and other sides of the rules of a direction, by address. */
const rules = (resources: ReturnType<typeof resourcesOf>, direction: 'ingress' | 'egress') =>
  Object.fromEntries(
    Object.entries(resources[`aws_vpc_security_group_${direction}_rule`] ?? {}).map(([name, body]) => [
      name,
      [
        body['security_group_id'],
        body['from_port'],
        body['referenced_security_group_id'] ?? body['cidr_ipv4'],
      ],
    ]),
  );

const own = (name: string): string => `\${aws_security_group.${name}_security-group_group.id}`;

test('a service without a database reaches endpoints and HTTPS, and is reached by the load balancer', () => {
  const resources = resourcesOf((stack) => new FargateService(stack, 'vets', props('vets')));
  expect(rules(resources, 'ingress')).toEqual({
    'vets_from-load-balancer_in': [own('vets'), 8080, 'sg-balancer'],
    'vets_to-endpoints_in': ['sg-endpoints', 443, own('vets')],
  });
  expect(rules(resources, 'egress')).toEqual({
    'vets_from-load-balancer_out': ['sg-balancer', 8080, own('vets')],
    'vets_to-endpoints_out': [own('vets'), 443, 'sg-endpoints'],
    'vets_https-to-any': [own('vets'), 443, '0.0.0.0/0'],
  });
});

test('a service with a database reaches that as well, and waits for every rule, its rights and its route', () => {
  const given = props('vets');
  const network = { ...given.network, databaseSecurityGroupId: 'sg-database' };
  const resources = resourcesOf((stack) => new FargateService(stack, 'vets', { ...given, network }));
  expect(rules(resources, 'egress')).toHaveProperty('vets_to-database_out', [
    own('vets'),
    3306,
    'sg-database',
  ]);
  expect(rules(resources, 'ingress')).toHaveProperty('vets_to-database_in', [
    'sg-database',
    3306,
    own('vets'),
  ]);
  expect([...(resources['aws_ecs_service']?.['vets_service']?.['depends_on'] as string[])].sort()).toEqual([
    'aws_iam_role_policy.vets_task_execution-role_policy',
    'aws_iam_role_policy.vets_task_task-role_policy',
    'aws_lb_listener_rule.vets_route_rule',
    'aws_vpc_security_group_egress_rule.vets_from-load-balancer_out',
    'aws_vpc_security_group_egress_rule.vets_https-to-any',
    'aws_vpc_security_group_egress_rule.vets_to-database_out',
    'aws_vpc_security_group_egress_rule.vets_to-endpoints_out',
    'aws_vpc_security_group_ingress_rule.vets_from-load-balancer_in',
    'aws_vpc_security_group_ingress_rule.vets_to-database_in',
    'aws_vpc_security_group_ingress_rule.vets_to-endpoints_in',
  ]);
});

test('a service that admits another is reached by it on its own port', () => {
  const resources = resourcesOf((stack) => {
    const vets = new FargateService(stack, 'vets', props('vets'));
    vets.admit(new FargateService(stack, 'admin', props('admin', { port: 9090 })));
  });
  expect(rules(resources, 'ingress')).toHaveProperty('vets_from-admin_in', [own('vets'), 8080, own('admin')]);
  expect(rules(resources, 'egress')).toHaveProperty('vets_from-admin_out', [own('admin'), 8080, own('vets')]);
});

test('a login comes from its secret, by key, and the role reads that secret only', () => {
  const given = props('vets');
  const login = {
    secretArn: 'secret-arn',
    kmsKeyArn: 'data-key-arn',
    variables: { username: 'DB_USER', password: 'DB_PASSWORD' },
  };
  const resources = resourcesOf(
    (stack) => new FargateService(stack, 'vets', { ...given, task: { ...given.task, login } }),
  );
  const task = resources['aws_ecs_task_definition']?.['vets_task_definition_task-definition'];
  const [application] = JSON.parse(String(task?.['container_definitions'])) as { secrets: object[] }[];
  expect(application?.secrets).toEqual([
    { name: 'DB_PASSWORD', valueFrom: 'secret-arn:password::' },
    { name: 'DB_USER', valueFrom: 'secret-arn:username::' },
    { name: 'SERVER_PORT', valueFrom: 'port-arn' },
  ]);
  const policy = resources['aws_iam_role_policy']?.['vets_task_execution-role_policy']?.['policy'];
  expect(JSON.parse(String(policy))).toMatchObject({
    Statement: expect.arrayContaining([
      expect.objectContaining({ Sid: 'ReadSecret', Resource: ['secret-arn'] }),
      expect.objectContaining({ Sid: 'DecryptSecret', Resource: ['data-key-arn'] }),
    ]) as unknown,
  });
});
