import { Body, Estate, listOf, Resource } from '../../../support/estate';
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

function problemsOf(estate: Estate, { service, targetGroups, containers }: ServiceParts): string[] {
  // A rule without another group goes with its own.
  const rules = groupRules(estate, service).filter(
    ({ body }) => body['referenced_security_group_id'] !== undefined,
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
    ...rules.flatMap((each) => {
      const { create_before_destroy: first, replace_triggered_by: triggers } = lifecycleOf(each);
      return unless(
        first === true && listOf(triggers as string[] | undefined).length > 0,
        `${each.address} is changed in place with port or group`,
      );
    }),
  ];
}

const lifecycleOf = ({ body }: Resource): Body => (body['lifecycle'] ?? {}) as Body;

/** Rules of security groups that the service waits for. */
const groupRules = (estate: Estate, service: Resource): Resource[] =>
  listOf(service.body['depends_on'] as string[] | undefined).flatMap((address) =>
    estate.resources.filter(
      (resource) =>
        resource.address === `${service.stack}/${address}` &&
        /^aws_vpc_security_group_(in|e)gress_rule$/.test(resource.type),
    ),
  );
