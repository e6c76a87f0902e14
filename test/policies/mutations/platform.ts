import { at, Mutation, Mutations, set, without, withResource, withStatement } from './mutation';

const CLUSTER = 'dev-platform/aws_ecs_cluster.cluster_cluster';
const REPOSITORY = 'dev-platform/aws_ecr_repository.vets-service-repository_repository';
const BALANCER = 'dev-platform/aws_lb.load-balancer_load-balancer';
const HTTP = 'prod-platform/aws_lb_listener.load-balancer_http-listener';
const HTTPS = 'prod-platform/aws_lb_listener.load-balancer_https-listener';
const HOST = 'dev-platform/aws_instance.ops-host_host';
const HOST_TEMPLATE = 'dev-platform/aws_launch_template.ops-host_launch-template';
const LOG_LEVEL = 'prod-platform/aws_ssm_parameter.root-log-level';
const LIFECYCLE = 'dev-platform/aws_ecr_lifecycle_policy.vets-service-repository_lifecycle';

interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: Readonly<Record<string, unknown>>;
}

/** Ways to break the rules of repositories, cluster, load balancer, parameters and the ops host. */
export const platform: Mutations = {
  'container-insights-has-log-group': [at(CLUSTER, set('depends_on', []))],
  'ecr-repository-has-customer-key': [
    at(
      REPOSITORY,
      withStatement(
        'ServicesKeepKeyByGrant',
        {
          Action: ['kms:DescribeKey'],
        },
        'dev-security/aws_kms_key.data-key_key',
      ),
    ),
  ],
  'ecr-lifecycle-policy-keeps-running-images': [
    at(REPOSITORY, without(LIFECYCLE)),
    ...(
      [
        (rules) => rules.filter(({ selection }) => selection['tagStatus'] === 'tagged'),
        (rules) => [...rules].reverse().map((rule, index) => ({ ...rule, rulePriority: index + 1 })),
        ([first, ...rest]) => [
          { ...first, selection: { ...first?.selection, tagPatternList: ['3.4.0'] } },
          ...rest,
        ],
        (rules) =>
          rules.map((rule) => ({ ...rule, selection: { ...rule.selection, countType: 'sinceImagePushed' } })),
        (rules) => rules.map((rule) => ({ ...rule, selection: { ...rule.selection, countNumber: 1 } })),
      ] satisfies ((rules: LifecycleRule[]) => object[])[]
    ).map((change) =>
      at(REPOSITORY, (sandbox) => {
        const body = sandbox.body(LIFECYCLE);
        const { rules } = JSON.parse(String(body['policy'])) as { rules: LifecycleRule[] };
        body['policy'] = JSON.stringify({ rules: change(rules) });
      }),
    ),
    at(
      REPOSITORY,
      withResource('dev-platform', 'aws_ecs_task_definition', 'vets', {
        container_definitions: JSON.stringify([
          { image: '${aws_ecr_repository.vets-service-repository_repository.repository_url}:3.5.0' },
        ]),
      }),
    ),
  ],
  'ec2-instance-is-private': [
    at(HOST, set('metadata_options', { http_tokens: 'optional' }, HOST_TEMPLATE)),
    at(
      HOST,
      withResource('dev-platform', 'aws_vpc_security_group_ingress_rule', 'ssh', {
        security_group_id: '${aws_security_group.ops-host_security-group_group.id}',
      }),
    ),
  ],
  'listener-requires-tls': [
    at(HTTPS, set('ssl_policy', 'ELBSecurityPolicy-2016-08')),
    at(HTTP, set('default_action', [{ type: 'fixed-response' }])),
    ...[
      ['subject_alternative_names', []],
      ['validation_method', 'EMAIL'],
    ].map(([attribute, value]): Mutation =>
      at(HTTPS, (sandbox) => {
        sandbox.body('prod-platform/aws_acm_certificate.certificate_certificate')[String(attribute)] = value;
      }),
    ),
  ],
  'load-balancer-has-access-log': [
    at(BALANCER, (sandbox) => {
      const output = sandbox.stack('dev-security').output?.['access_log_bucket'];
      Object.assign(output ?? {}, { value: '${aws_s3_bucket.access-log-bucket_bucket.bucket}' });
    }),
    at(
      BALANCER,
      withStatement(
        'LoadBalancersWrite',
        {
          Resource: ['arn:aws:s3:::elsewhere/*'],
        },
        'dev-security/aws_s3_bucket_policy.access-log-bucket_policy',
      ),
    ),
  ],
  'load-balancer-name-is-valid': [at(BALANCER, set('name', 'petclinic-dev-application-load-balancer'))],
  'ssm-parameter-has-no-secret': [at(LOG_LEVEL, set('type', 'SecureString'))],
};
