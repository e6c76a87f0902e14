import { blocks, Estate, Resource } from '../../support/estate';
import { Container, containersOf } from './containers';

/** The resources of an ECS service. */
export interface ServiceParts {
  readonly service: Resource;
  readonly address: string;
  readonly task: Resource;
  readonly containers: readonly Container[];
  readonly targetGroups: readonly Resource[];
  /** The listener rules that send requests to its target groups. */
  readonly rules: readonly Resource[];
}

export const servicesOf = (estate: Estate): ServiceParts[] =>
  estate.ofType('aws_ecs_service').flatMap((service) => {
    const task = estate.target(service, service.body['task_definition']);
    if (task === undefined) return [];
    const targetGroups = blocks(service.body, 'load_balancer').flatMap((balancer) =>
      estate.targets(service, balancer['target_group_arn']),
    );
    const rules = estate
      .ofType('aws_lb_listener_rule')
      .filter((rule) => forwardsTo(estate, rule).some((group) => targetGroups.includes(group)));
    return [{ service, address: service.address, task, containers: containersOf(task), targetGroups, rules }];
  });

const forwardsTo = (estate: Estate, rule: Resource): Resource[] =>
  blocks(rule.body, 'action').flatMap((action) => estate.targets(rule, action['target_group_arn']));

/** The values that a listener rule compares, by kind of condition. */
export const conditionValues = (rule: Resource, kind: 'path_pattern' | 'http_header'): string[] =>
  blocks(rule.body, 'condition').flatMap((condition) =>
    blocks(condition, kind).flatMap(({ values }) => values as string[]),
  );
