import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { Container, variable } from '../../support/containers';
import { conditionValues, ServiceParts, servicesOf } from '../../support/services';

export const rule: Rule = {
  reason:
    'A health check that asks elsewhere gets 404 of a sound service: no deployment ever ends, or a task runs whose requests come in elsewhere. One that asks for the database too replaces every task of every service when that fails over, and one that takes other answers for health never replaces any.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  check: (estate) => findingsAt(servicesOf(estate), problemsOf),
};

function problemsOf({ containers, targetGroups, rules }: ServiceParts): string[] {
  const application = containers.find(({ portMappings }) => portMappings.length > 0);
  if (application === undefined) return ['none of its containers has a port'];
  const path = contextPathOf(application) ?? '';
  const health = `${path}/actuator/health`;
  const checks = targetGroups.flatMap((group) => blocks(group.body, 'health_check'));
  const asked = checks.map((check) => check['path']);
  return [
    ...unless(
      path !== '' && variable(application, 'MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED') === 'true',
      'it is not told its context path, or answers no probes',
    ),
    ...unless(
      !/health.?group/i.test(JSON.stringify(application.environment)),
      'it is told what belongs to its probes, which ask for neither database nor disk by themselves',
    ),
    ...unless(
      checks.every(({ matcher, port }) => matcher === '200' && port === undefined),
      'its target group takes other answers than 200, or asks another port',
    ),
    ...unless(
      asked.length > 0 && asked.every((one) => one === `${health}/readiness`),
      `its target group asks ${String(asked[0])}, and it answers at ${health}/readiness`,
    ),
    ...unless(
      urlAskedBy(application) === `http://localhost:${portOf(application)}${health}/liveness`,
      `its container asks ${urlAskedBy(application)}, and it answers at ${health}/liveness`,
    ),
    ...rules.flatMap((rule) =>
      unless(
        JSON.stringify(conditionValues(rule, 'path_pattern')) === JSON.stringify([path, `${path}/*`]),
        `${rule.address} does not send it ${path} and all below`,
      ),
    ),
    ...unless(
      targetGroups.every(({ body }) => body['port'] === portOf(application)),
      `its target group has another port than its container`,
    ),
  ];
}

/** Path of a servlet application, or of Spring Boot Admin, whose actuator has to be below it. */
function contextPathOf(application: Container): string | undefined {
  const admin = variable(application, 'SPRING_BOOT_ADMIN_CONTEXT_PATH');
  if (admin === undefined) return variable(application, 'SERVER_SERVLET_CONTEXT_PATH');
  return variable(application, 'MANAGEMENT_ENDPOINTS_WEB_BASE_PATH') === `${admin}/actuator`
    ? admin
    : undefined;
}

const portOf = ({ portMappings }: Container): number => portMappings[0]?.containerPort ?? 0;

const urlAskedBy = ({ healthCheck }: Container): string => healthCheck?.command.at(-1) ?? 'nothing';
