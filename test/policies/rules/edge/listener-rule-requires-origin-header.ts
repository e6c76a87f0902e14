import { ORIGIN_HEADER } from '../../../../src/lib/origin-header';
import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

/** What one rule may compare, over all its conditions. */
const MAX_VALUES = 5;

const SECRET = /^\$\{data\.aws_secretsmanager_secret_version\.[\w-]+\.secret_string\}$/;

export const rule: Rule = {
  reason:
    'Without it, whoever finds the load balancer gets around the gateway, its firewall and its limits. AWS refuses a sixth value, and a priority that is taken.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  check: (estate) => findingsAt(estate.ofType('aws_lb_listener_rule'), (rule) => problemsOf(estate, rule)),
};

function problemsOf(estate: Estate, rule: Resource): string[] {
  const conditions = blocks(rule.body, 'condition');
  const headers = conditions.flatMap((condition) => blocks(condition, 'http_header'));
  const values = conditions.flatMap((condition) =>
    Object.values(condition).flatMap((kind) =>
      blocks({ kind }, 'kind').flatMap((one) => one['values'] ?? []),
    ),
  );
  const priority = rule.body['priority'];
  const rivals = estate
    .ofType('aws_lb_listener_rule')
    .filter((other) => other !== rule && other.stack === rule.stack && other.body['priority'] === priority);
  return [
    ...unless(
      headers.some(
        (header) =>
          header['http_header_name'] === ORIGIN_HEADER &&
          (header['values'] as string[]).every((value) => SECRET.test(value)),
      ),
      `it does not demand ${ORIGIN_HEADER} with the value of the secret`,
    ),
    ...unless(values.length <= MAX_VALUES, `it compares ${values.length} values; allowed: ${MAX_VALUES}`),
    ...unless(
      Number.isInteger(priority) && Number(priority) >= 1 && Number(priority) <= 50000,
      `its priority is ${String(priority)}; allowed: 1 to 50000`,
    ),
    ...rivals.map(({ address }) => `${address} has its priority`),
  ];
}
