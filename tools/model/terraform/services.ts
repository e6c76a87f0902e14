import { Database, EcsService, Function, Placement, Services } from '../services';
import { blocksOf, numberOf, Stacks, textOf, textsOf } from './stacks';

export function readServices(stacks: Stacks): Services {
  return {
    ecs: stacks.all('aws_ecs_service').map(({ id, body }): EcsService => {
      const [network = {}] = blocksOf(body['network_configuration']);
      return {
        id,
        name: textOf(body['name']),
        kind: 'task',
        subnets: textsOf(network['subnets']),
        groups: textsOf(network['security_groups']),
        isPublic: network['assign_public_ip'] === true,
        cluster: textOf(body['cluster']),
        taskDefinition: textOf(body['task_definition']),
        desiredCount: numberOf(body['desired_count'], 0),
        renewedAt: 0,
        targets: blocksOf(body['load_balancer']).map((one) => ({
          targetGroup: textOf(one['target_group_arn']),
          port: numberOf(one['container_port'], 0),
        })),
        registries: blocksOf(body['service_registries']).map((one) => textOf(one['registry_arn'])),
      };
    }),
    functions: stacks.all('aws_lambda_function').map(({ id, body }): Function => {
      const [vpc = {}] = blocksOf(body['vpc_config']);
      const name = textOf(body['function_name']);
      return {
        id,
        name,
        kind: 'function',
        subnets: textsOf(vpc['subnet_ids']),
        groups: textsOf(vpc['security_group_ids']),
        isPublic: false,
        aliases: stacks
          .all('aws_lambda_alias')
          .filter((one) => [id, name].includes(textOf(one.body['function_name'])))
          .map((one) => ({ id: one.id, name: textOf(one.body['name']) })),
      };
    }),
    databases: stacks.all('aws_rds_cluster').map((cluster) => databaseOf(stacks, cluster.id)),
    instances: stacks.all('aws_instance').map(({ id, body }): Placement => {
      const [tags = {}] = blocksOf(body['tags']);
      return {
        id,
        name: textOf(tags['Name'], id),
        kind: 'task',
        subnets: textsOf(body['subnet_id']),
        groups: textsOf(body['vpc_security_group_ids']),
        isPublic: body['associate_public_ip_address'] === true,
      };
    }),
    discovery: stacks.all('aws_service_discovery_service').map(({ id, body }) => {
      const [dns] = blocksOf(body['dns_config']);
      const namespace = stacks
        .all('aws_service_discovery_private_dns_namespace')
        .find((one) => one.id === dns?.['namespace_id']);
      return { id, name: `${textOf(body['name'])}.${textOf(namespace?.body['name'])}` };
    }),
    records: stacks.all('aws_route53_record').flatMap(({ body }) =>
      blocksOf(body['alias']).map((alias) => ({
        name: textOf(body['name']),
        target: textOf(alias['name']).replace(/#dns_name$/, ''),
      })),
    ),
  };
}

function databaseOf(stacks: Stacks, id: string): Database {
  const body = stacks.all('aws_rds_cluster').find((one) => one.id === id)?.body ?? {};
  const subnets = stacks
    .all('aws_db_subnet_group')
    .find((one) => [one.id, one.body['name']].includes(body['db_subnet_group_name']));
  const instances = stacks
    .all('aws_rds_cluster_instance')
    .filter((one) => one.body['cluster_identifier'] === id)
    .sort((a, b) => numberOf(a.body['promotion_tier'], 1) - numberOf(b.body['promotion_tier'], 1));
  return {
    id,
    name: textOf(body['cluster_identifier']),
    kind: 'database',
    subnets: textsOf(subnets?.body['subnet_ids']),
    groups: textsOf(body['vpc_security_group_ids']),
    isPublic: instances.some((one) => one.body['publicly_accessible'] === true),
    port: numberOf(body['port'], 3306),
    endpoint: undefined,
    readerEndpoint: undefined,
    // The first instance of a new cluster becomes its writer, and the first tier is promoted first.
    instances: instances.map((one, index) => ({
      zone: textOf(one.body['availability_zone']),
      isWriter: index === 0,
    })),
  };
}
