import { Environment } from '../../src/config/schema';
import { liveEnvironments } from '../support/live-estate';
import { Exception } from './rule';

const environments = liveEnvironments();
const developments = environments.filter(({ tier }) => tier === 'development');
const withoutDomain = environments.filter(({ domain }) => domain === undefined);

/** The rule and the address of each pair, in each of the environments. */
const inEach = (some: readonly Environment[], pairs: readonly (readonly [rule: string, address: string])[]) =>
  some.flatMap(({ name }) => pairs.map(([rule, address]) => ({ rule, address: `${name}-${address}` })));

/** Permissions to break a rule, each with its reason and the day on which someone has to look again. */
export const exceptions: readonly Exception[] = [
  // The value of the origin header, in the states of the services and of the edge of each environment.
  ...[
    'services/data.aws_secretsmanager_secret_version.origin-secret*',
    'edge/data.aws_secretsmanager_secret_version.origin-secret*',
  ].map((source) => ({
    rule: 'secret-value-is-not-in-state',
    address: `*-${source}`,
    reason:
      'A load balancer compares the origin header with a value that stands in the listener rule itself, and the integration that sends it holds it as well, so Terraform has to know it. ' +
      'It opens nothing by itself: whoever has it may call the load balancer past the gateway. States are encrypted, and only appliers read them.',
    reviewOn: '2027-11-30',
  })),
  {
    rule: 'CKV_AWS_18',
    address: 'state-backend*/module.state.aws_s3_bucket.state',
    reason:
      'It lies below every environment, and their access log buckets are made with the state in it: there is none to log to. ' +
      'The account may have a trail or a log bucket of its own by then.',
    reviewOn: '2027-11-30',
  },
  ...[
    ...['CKV_AWS_62', 'CKV_AWS_63', 'CKV_AWS_286', 'CKV_AWS_287', 'CKV_AWS_288', 'CKV_AWS_289'],
    'CKV2_AWS_40',
  ].map((rule) => ({
    rule,
    address: 'account*/aws_iam_policy.ci_*_boundary',
    reason:
      'A boundary grants nothing: it allows all but what it denies, and the policies of its role grant.',
    reviewOn: '2027-11-30',
  })),
  {
    rule: 'CKV_AWS_145',
    address: '*/aws_s3_bucket.access-log-bucket_bucket',
    reason: 'Load balancers and S3 write access logs into buckets encrypted with SSE-S3 only.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_144',
    address: '*aws_s3_bucket.*',
    reason: 'Each environment lies in one region. A second region would be a design of its own.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV2_AWS_62',
    address: '*aws_s3_bucket.*',
    reason: 'Nothing processes the objects of these buckets: logs, exports and states.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_338',
    address: '*/aws_cloudwatch_log_group.*',
    reason: 'Environments choose the retention, production 30 days or more. Logs hold addresses of people.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV2_AWS_34',
    address: '*/aws_ssm_parameter.*',
    reason:
      'No parameter is a secret: ssm-parameter-has-no-secret holds that. Secrets are in Secrets Manager.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV2_AWS_57',
    address: '*/aws_secretsmanager_secret.*',
    reason:
      'The migration function makes the passwords, and Terraform draws the origin header. There is no rotation function for either; RDS rotates the administrator’s.',
    reviewOn: '2027-05-31',
  },
  {
    rule: 'CKV_AWS_116',
    address: '*/aws_lambda_function.*',
    reason: 'API Gateway and Terraform call the functions synchronously: no event is left over to keep.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_272',
    address: '*/aws_lambda_function.*',
    reason: 'The plan that is approved holds the hash of each package. Signing would need AWS Signer.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_28',
    address: '*-genai/aws_dynamodb_table.sessions_table',
    reason: 'Conversations last an hour. A recovery would keep for 35 days what is said to be gone.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_326',
    address: '*-data/aws_rds_cluster.aurora_cluster',
    reason:
      'A backtrack turns back the whole cluster. Point-in-time recovery makes a second one beside it, from the same backups.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_226',
    address: '*-data/aws_rds_cluster_instance.aurora_instances_instance-*',
    reason: 'The environment pins the engine’s version. An upgrade that AWS starts would show up as drift.',
    reviewOn: '2027-05-31',
  },
  ...inEach(developments, [
    ['CKV_AWS_139', 'data/aws_rds_cluster.aurora_cluster'],
    ['CKV2_AWS_8', 'data/aws_rds_cluster.aurora_cluster'],
    ['CKV_AWS_150', 'platform/aws_lb.load-balancer_load-balancer'],
  ]).map((place) => ({
    ...place,
    reason: 'A development environment can be destroyed as a whole. Production is protected and backed up.',
    reviewOn: '2027-11-30',
  })),
  ...inEach(withoutDomain, [
    ['CKV_AWS_2', 'platform/aws_lb_listener.load-balancer_http-listener'],
    ['CKV_AWS_103', 'platform/aws_lb_listener.load-balancer_http-listener'],
    ['CKV2_AWS_20', 'platform/aws_lb.load-balancer_load-balancer'],
  ]).map((place) => ({
    ...place,
    reason:
      'Development has no domain, so no certificate. With one, listener-requires-tls demands the redirect.',
    reviewOn: '2027-11-30',
  })),
  {
    rule: 'CKV_AWS_260',
    address: '*-platform/aws_vpc_security_group_ingress_rule.load-balancer_http-from-any',
    reason:
      'Port 80 answers with a redirect where there is a certificate, and serves development where there is none.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_378',
    address: '*-services/aws_lb_target_group.*',
    reason:
      'TLS ends at the load balancer. The services are in private subnets and take calls of its group only.',
    reviewOn: '2027-11-30',
  },
  ...['in-answers-from-any', 'in-all-from-vpc'].map((name) => ({
    rule: name === 'in-all-from-vpc' ? 'CKV_AWS_352' : 'CKV_AWS_231',
    address: `*-network/aws_network_acl_rule.*_acl_${name}`,
    reason:
      'Network ACLs are stateless: answers come back on any of the ports 1024 to 65535. Security groups say who may call what.',
    reviewOn: '2027-11-30',
  })),
  {
    rule: 'CKV_AWS_59',
    address: '*-edge/aws_api_gateway_method.*',
    reason:
      'The clinic is public. The firewall before the API keeps /admin to the addresses that are allowed.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV2_AWS_53',
    address: '*-edge/aws_api_gateway_method.*',
    reason: 'Services and functions check what they get, and answer with the reason.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV2_AWS_51',
    address: '*-edge/aws_api_gateway_stage.stage_stage',
    reason: 'The origin header tells the load balancer that a request came through the gateway.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV2_AWS_4',
    address: '*-edge/aws_api_gateway_stage.stage_stage',
    reason: 'Execution logs hold headers, the origin header among them. Access logs say what happened.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_120',
    address: '*-edge/aws_api_gateway_stage.stage_stage',
    reason: 'Records of the clinic change with each request; a cache costs by the hour.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_225',
    address: '*-edge/aws_api_gateway_method_settings.stage_settings-*',
    reason: 'Records of the clinic change with each request; a cache costs by the hour.',
    reviewOn: '2027-11-30',
  },
  ...[
    ['CKV2_AWS_76', '*-platform/aws_lb.load-balancer_load-balancer'],
    ['CKV2_AWS_77', '*-edge/aws_api_gateway_stage.stage_stage'],
  ].map(([rule = '', address = '']) => ({
    rule,
    address,
    reason:
      'AWSManagedRulesKnownBadInputsRuleSet, which stops Log4Shell, is on. The check also wants the list of anonymous addresses, which shuts out people behind a VPN.',
    reviewOn: '2027-11-30',
  })),
  ...[
    ['CKV2_AWS_45', 'account-*/aws_config_configuration_recorder_status.config_status'],
    ['CKV2_AWS_48', 'account-*/aws_config_configuration_recorder.config_recorder'],
  ].map(([rule = '', address = '']) => ({
    rule,
    address,
    reason: 'It records the types that the stacks make: config-recorder-covers-resource-types holds that.',
    reviewOn: '2027-11-30',
  })),
  ...['CKV_AWS_290', 'CKV_AWS_355'].map((rule) => ({
    rule,
    address: 'account*/aws_iam_policy.ci_*',
    reason: 'Boundaries give nobody a right: they deny parts of what other policies allow.',
    reviewOn: '2027-11-30',
  })),
  {
    rule: 'CKV_AWS_117',
    address: '*-observability/aws_lambda_function.probe_function',
    reason: 'It asks the public URL as a user does. In the VPC a lost NAT gateway would look like an outage.',
    reviewOn: '2027-11-30',
  },
  {
    rule: 'CKV_AWS_50',
    address: '*-observability/aws_lambda_function.probe_function',
    reason: 'The trace of a request begins at the API. A trace of each probe would cost more than it tells.',
    reviewOn: '2027-11-30',
  },
];
