import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Configuration, readConfiguration } from '../../../tools/diagram/configuration';
import { toDot } from '../../../tools/diagram/dot';
import { draw } from '../../../tools/diagram/draw';
import { liveEnvironments } from '../../support/live-estate';
import { PROJECT_ROOT, synthesize } from '../../support/synthesis';

test('docs/generated/dev.svg shows what is synthesized (npm run diagram draws it anew)', async () => {
  const committed = readFileSync(join(PROJECT_ROOT, 'docs/generated/dev.svg'), 'utf8');
  const drawn = await draw(readConfiguration(synthesize({ environments: liveEnvironments() }), 'dev'));
  if (drawn !== committed)
    throw new Error('docs/generated/dev.svg is outdated: npm run diagram draws it anew.');
});

test('the picture is one file: its icons are in it', () => {
  const svg = readFileSync(join(PROJECT_ROOT, 'docs/generated/dev.svg'), 'utf8');
  const sources = [...svg.matchAll(/<image xlink:href="([^"]{0,30})/g)].map(([, source]) => source);
  expect(sources.length).toBeGreaterThan(5);
  expect(sources.filter((source) => source?.startsWith('data:image/svg+xml;base64,') !== true)).toEqual([]);
});

describe('the graph', () => {
  const network = {
    resource: {
      aws_vpc: { vpc: { cidr_block: '10.0.0.0/16' } },
      aws_subnet: { 'app_subnet-a': { cidr_block: '10.0.3.0/24', availability_zone: 'us-west-2a' } },
      aws_nat_gateway: { 'nat-a': { subnet_id: '${aws_subnet.app_subnet-a.id}' } },
      aws_route_table: { a: {} },
      aws_route_table_association: {
        a: { subnet_id: '${aws_subnet.app_subnet-a.id}', route_table_id: '${aws_route_table.a.id}' },
      },
      aws_route: {
        a: { route_table_id: '${aws_route_table.a.id}', nat_gateway_id: '${aws_nat_gateway.nat-a.id}' },
      },
      aws_cloudwatch_log_group: {
        flow: { kms_key_id: '${data.terraform_remote_state.security.outputs.logs_key_arn}' },
      },
    },
  };
  const security = {
    resource: { aws_kms_key: { 'logs-key_key': {} } },
    output: { logs_key_arn: { value: '${aws_kms_key.logs-key_key.arn}' } },
  };

  test('leads each subnet out through its default route', () => {
    expect(toDot(new Configuration({ security: [security], network: [network] }))).toContain(
      '"network/aws_nat_gateway.nat-a" -> "network/aws_subnet.app_subnet-a" [dir=back];',
    );
  });

  test('says what encrypts what across stacks', () => {
    expect(toDot(new Configuration({ security: [security], network: [network] }))).toContain(
      '"network/aws_cloudwatch_log_group" -> "security/aws_kms_key.logs-key_key" [label="encrypted by", style=dashed];',
    );
  });
});

test('the GenAI function is drawn with its table, each by its own name', () => {
  const genai = {
    resource: {
      aws_dynamodb_table: {
        sessions_table: { server_side_encryption: { kms_key_arn: '${aws_kms_key.a.arn}' } },
      },
      aws_kms_key: { a: {} },
      aws_lambda_function: { genai_function_function: {} },
    },
  };
  const dot = toDot(new Configuration({ genai: [genai] }));
  expect(dot).toContain('subgraph "cluster_genai"');
  expect(dot).toContain('<td>sessions</td></tr><tr><td>table</td>');
  expect(dot).toContain('<td>genai</td></tr><tr><td>function</td>');
  expect(dot).toContain(
    '"genai/aws_dynamodb_table.sessions_table" -> "genai/aws_kms_key.a" [label="encrypted by"',
  );
});

describe('the entrance', () => {
  const edge = {
    resource: {
      aws_api_gateway_rest_api: { api: {} },
      aws_api_gateway_stage: { stage: { rest_api_id: '${aws_api_gateway_rest_api.api.id}' } },
      aws_api_gateway_integration: {
        vets: {
          rest_api_id: '${aws_api_gateway_rest_api.api.id}',
          uri: 'http://${data.terraform_remote_state.platform.outputs.name}/api/vets',
        },
        genai: {
          rest_api_id: '${aws_api_gateway_rest_api.api.id}',
          uri: '${data.terraform_remote_state.genai.outputs.invoke_arn}',
        },
      },
      aws_wafv2_web_acl: { acl: {} },
      aws_wafv2_web_acl_association: {
        api: {
          web_acl_arn: '${aws_wafv2_web_acl.acl.arn}',
          resource_arn: '${aws_api_gateway_stage.stage.arn}',
        },
      },
    },
  };
  const platform = {
    resource: { aws_lb: { balancer: {} } },
    output: { name: { value: '${aws_lb.balancer.dns_name}' } },
  };
  const genai = {
    resource: {
      aws_lambda_function: { genai: {} },
      aws_lambda_alias: { live: { function_name: '${aws_lambda_function.genai.function_name}' } },
    },
    output: { invoke_arn: { value: '${aws_lambda_alias.live.invoke_arn}' } },
  };
  const dot = toDot(new Configuration({ edge: [edge], platform: [platform], genai: [genai] }));

  test('leads to the load balancer and to the function behind its alias', () => {
    expect(dot).toContain('internet -> "edge/aws_api_gateway_rest_api.api" [label="443"];');
    expect(dot).toContain('"edge/aws_api_gateway_rest_api.api" -> "platform/aws_lb.balancer";');
    expect(dot).toContain('"edge/aws_api_gateway_rest_api.api" -> "genai/aws_lambda_function.genai";');
  });

  test('is guarded', () => {
    expect(dot).toContain(
      '"edge/aws_wafv2_web_acl.acl" -> "edge/aws_api_gateway_rest_api.api" [label="guards", style=dashed];',
    );
  });
});

describe('what the services stand on', () => {
  const platform = {
    resource: {
      aws_ecr_repository: {
        'vets-service-repository_repository': {},
        'admin-server-repository_repository': {},
      },
      aws_security_group: { balancer_group: {} },
      aws_lb: { balancer: { security_groups: ['${aws_security_group.balancer_group.id}'] } },
      aws_lb_listener: { http: { load_balancer_arn: '${aws_lb.balancer.arn}', port: 80 } },
    },
    output: { group_id: { value: '${aws_security_group.balancer_group.id}' } },
  };
  const services = {
    resource: {
      aws_security_group: { vets_group: {} },
      aws_ecs_service: {
        vets: { network_configuration: { security_groups: ['${aws_security_group.vets_group.id}'] } },
      },
      aws_vpc_security_group_egress_rule: {
        'balancer-to-vets': {
          security_group_id: '${data.terraform_remote_state.platform.outputs.group_id}',
          referenced_security_group_id: '${aws_security_group.vets_group.id}',
          from_port: 8080,
        },
        'vets-to-any': { security_group_id: '${aws_security_group.vets_group.id}', cidr_ipv4: '0.0.0.0/0' },
      },
    },
  };
  const dot = toDot(new Configuration({ platform: [platform], services: [services] }));

  test('is reached from the internet on the ports of the listeners', () => {
    expect(dot).toContain('internet -> "platform/aws_lb.balancer" [label="80"];');
  });

  test('is connected as the rules of the security groups have it, and not otherwise', () => {
    expect(dot).toContain('"platform/aws_lb.balancer" -> "services/aws_ecs_service.vets" [label="8080"];');
    expect(dot.match(/-> "services/g)).toHaveLength(1);
  });

  test('shares one icon where there are many of a kind, with their names', () => {
    expect(dot.match(/^"platform\/aws_ecr_repository"/gm)).toHaveLength(1);
    expect(dot).toContain('2 image repositories');
    expect(dot).toContain('vets-service · admin-server');
  });
});
