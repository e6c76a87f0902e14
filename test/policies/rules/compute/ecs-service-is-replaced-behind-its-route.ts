import { blocks, Body, Estate, listOf, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { ServiceParts, servicesOf } from '../../support/services';

export const rule: Rule = {
  reason:
    'A service with another name or port needs new tasks behind the same rule before its old ones go: a target group or a rule that is made anew has no healthy target, or finds its priority in use, and a rule of a security group that is changed in place cuts the old tasks off, as does too short a time to finish their requests.',
  source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
  check: (estate) => findingsAt(servicesOf(estate), (service) => problemsOf(estate, service)),
};

/** Seconds: the gateway waits 29 for an answer, and Spring Boot lets requests finish for 30 after it is told to stop. */
const LONGEST_REQUEST = 29;
const SHUTDOWN = 30;
/** Values that a rule between groups is made anew with: a group on one side, and the service's port. */
const GROUP = /^aws_security_group\./;
const PORT = /^aws_ssm_parameter\./;

function problemsOf(estate: Estate, { service, targetGroups, containers }: ServiceParts): string[] {
  const ports = containers.flatMap(({ portMappings }) =>
    portMappings.map(({ containerPort }) => containerPort),
  );
  return [
    ...unless(
      lifecycleOf(service)['create_before_destroy'] === true,
      'it is destroyed before its successor is there',
    ),
    ...unless(
      service.body['wait_for_steady_state'] === true,
      'what it replaces goes before its tasks are steady',
    ),
    ...unless(
      targetGroups.every(({ body }) => Number(body['deregistration_delay'] ?? 300) >= LONGEST_REQUEST) &&
        containers.every(
          ({ portMappings, stopTimeout }) => portMappings.length === 0 || stopTimeout > SHUTDOWN,
        ),
      'its tasks go before their last requests are answered',
    ),
    ...targetGroups.flatMap((group) => {
      const ignored = lifecycleOf(group)['ignore_changes'];
      const stays = ['name', 'port'].every((name) => Array.isArray(ignored) && ignored.includes(name));
      return unless(stays, `${group.address} is made anew with another name or port`);
    }),
    ...groupRules(estate, service).flatMap((each) => {
      const { create_before_destroy: first, replace_triggered_by: triggers } = lifecycleOf(each);
      const needed = ports.includes(Number(each.body['from_port'])) ? [GROUP, PORT] : [GROUP];
      return unless(
        first === true &&
          needed.every((kind) => listOf(triggers as string[] | undefined).some((one) => kind.test(one))),
        `${each.address} is changed in place with port or group`,
      );
    }),
  ];
}

const lifecycleOf = ({ body }: Resource): Body => (body['lifecycle'] ?? {}) as Body;

/** Rules between the service's group and another one; those without another group go with its own. */
function groupRules(estate: Estate, service: Resource): Resource[] {
  const own = blocks(service.body, 'network_configuration').flatMap(({ security_groups: groups }) =>
    estate.targets(service, groups),
  );
  return estate
    .ofType('aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule')
    .filter(({ body }) => body['referenced_security_group_id'] !== undefined)
    .filter((each) =>
      [each.body['security_group_id'], each.body['referenced_security_group_id']]
        .flatMap((group) => estate.targets(each, group))
        .some((group) => own.includes(group)),
    );
}
