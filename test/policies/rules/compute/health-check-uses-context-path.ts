import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { Container, variable } from '../../support/containers';
import { conditionValues, ServiceParts, servicesOf } from '../../support/services';

/** In what a Spring Boot image is told its context path, one for each web stack. */
const CONTEXT_PATHS = ['SERVER_SERVLET_CONTEXT_PATH', 'SPRING_WEBFLUX_BASE_PATH'];

export const rule: Rule = {
  reason:
    'A health check that asks elsewhere gets 404 of a sound service: no deployment ever ends, or a task runs whose requests come in elsewhere.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  check: (estate) => findingsAt(servicesOf(estate), problemsOf),
};

function problemsOf({ containers, targetGroups, rules }: ServiceParts): string[] {
  const application = containers.find(({ portMappings }) => portMappings.length > 0);
  if (application === undefined) return ['none of its containers has a port'];
  const [path = '', ...others] = new Set(CONTEXT_PATHS.map((name) => variable(application, name)));
  const health = `${path}/actuator/health`;
  const asked = targetGroups.flatMap((group) =>
    blocks(group.body, 'health_check').map((check) => check['path']),
  );
  return [
    ...unless(
      others.length === 0 && path !== '',
      `it is not told one context path in ${CONTEXT_PATHS.join(', ')}`,
    ),
    ...unless(
      asked.length > 0 && asked.every((one) => one === health),
      `its target group asks ${String(asked[0])}, and it answers at ${health}`,
    ),
    ...unless(
      urlAskedBy(application) === `http://localhost:${portOf(application)}${health}`,
      `its container asks ${urlAskedBy(application)}, and it answers at ${health}`,
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

const portOf = ({ portMappings }: Container): number => portMappings[0]?.containerPort ?? 0;

const urlAskedBy = ({ healthCheck }: Container): string => healthCheck?.command.at(-1) ?? 'nothing';
