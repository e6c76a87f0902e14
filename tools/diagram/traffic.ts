import { Configuration, Resource } from './configuration';
import { id } from './nodes';

/** Attribute that holds the security groups of a resource, by the type of the resource. */
const GROUPS: Readonly<Record<string, string>> = {
  aws_ecs_service: 'network_configuration',
  aws_instance: 'vpc_security_group_ids',
  aws_lambda_function: 'vpc_config',
  aws_lb: 'security_groups',
  aws_rds_cluster: 'vpc_security_group_ids',
};

/**
 * Edges from each resource to those it may open connections to, by the rules of the security groups, and from the
 * internet to the load balancer. Endpoints have none, since all resources may reach them.
 */
export function traffic(configuration: Configuration): string[] {
  const membersOf = (stack: string, group: unknown): Resource[] => {
    const found = configuration.referredOfType(stack, group, 'aws_security_group');
    return configuration.resources.filter(({ stack: own, type, body }) => {
      const attribute = GROUPS[type];
      return (
        found !== undefined &&
        attribute !== undefined &&
        configuration.referred(own, body[attribute]).includes(found)
      );
    });
  };
  const between = configuration
    .ofType('aws_vpc_security_group_egress_rule')
    .flatMap(({ stack, body }) =>
      membersOf(stack, body['security_group_id']).flatMap((from) =>
        membersOf(stack, body['referenced_security_group_id']).map(
          (to) => `${id(from)} -> ${id(to)} [label="${String(body['from_port'])}"];`,
        ),
      ),
    );
  return [...fromOutside(configuration), ...between];
}

const fromOutside = (configuration: Configuration): string[] =>
  configuration.ofType('aws_lb').map((balancer) => {
    const ports = configuration
      .ofType('aws_lb_listener')
      .filter(({ stack, body }) =>
        configuration.referred(stack, body['load_balancer_arn']).includes(balancer),
      )
      .map(({ body }) => String(body['port']));
    return `internet -> ${id(balancer)} [label="${ports.join(', ')}"];`;
  });
