import { ORIGIN_HEADER } from '../../../../src/lib/gateway';
import { blocks, environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { routesTo } from '../../support/api-routes';

export const rule: Rule = {
  reason:
    'A value of the origin header can be renewed without a gap only while every rule takes it and another, each from a secret of its own that has it before anybody reads it, and the gateway sends one of them.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HttpHeaderConditionConfig.html',
  check: (estate) => {
    const rules = estate.ofType('aws_lb_listener_rule');
    return [
      ...findingsAt(rules, (each) =>
        unless(
          new Set(takenBy(estate, each)).size === 2,
          'it does not take the values of two secrets, as they are now',
        ),
      ),
      ...findingsAt(
        routesTo(estate, 'HTTP_PROXY').map(({ integration }) => integration),
        (integration) => {
          const parameters = integration.body['request_parameters'] as Record<string, string> | undefined;
          const sent = parameters?.[`integration.request.header.${ORIGIN_HEADER}`]?.replaceAll("'", '');
          const secret = secretBehind(estate, integration, sent);
          const own = rules.filter((each) => environmentOf(each) === environmentOf(integration));
          return unless(
            secret !== undefined && own.every((each) => takenBy(estate, each).includes(secret)),
            'it sends a value that rules do not take',
          );
        },
      ),
    ];
  },
};

/** Addresses of the values that a rule takes. */
const takenBy = (estate: Estate, rule: Resource): string[] =>
  blocks(rule.body, 'condition')
    .flatMap((condition) => blocks(condition, 'http_header'))
    .filter(({ http_header_name: name }) => name === ORIGIN_HEADER)
    .flatMap(({ values }) => values as string[])
    .flatMap((value) => secretBehind(estate, rule, value) ?? []);

/** Address of the secret's version that a stack reads a value from: the current one. */
function secretBehind(estate: Estate, from: Resource, value: string | undefined): string | undefined {
  const [, name = ''] = /^\$\{data\.aws_secretsmanager_secret_version\.([\w-]+)\.secret_string\}$/.exec(
    value ?? '',
  ) ?? ['', ''];
  const read = estate.scopes[from.scope]?.data?.['aws_secretsmanager_secret_version']?.[name];
  if (read?.['version_stage'] !== undefined || read?.['version_id'] !== undefined) return undefined;
  return estate
    .targets(from, read?.['secret_id'])
    .find(({ type }) => type === 'aws_secretsmanager_secret_version')?.address;
}
