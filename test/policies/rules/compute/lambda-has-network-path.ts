import { blocks, environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';
import { rolePolicies } from '../../support/functions';
import { statementsOn } from '../../support/policies-on';
import { actionsOf, isAbout, isAllow } from '../../support/statements';

/** The endpoints of the services that code of ours calls by itself, by the prefix of their actions. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  bedrock: 'bedrock-runtime',
  dynamodb: 'dynamodb',
  secretsmanager: 'secretsmanager',
  ssm: 'ssm',
};

export const rule: Rule = {
  reason:
    "A right that no endpoint lets through, or a network without a way, shows as a timeout in the function's log and nowhere else.",
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  check: (estate) =>
    findingsAt(
      estate.ofType('aws_lambda_function').filter(({ body }) => blocks(body, 'vpc_config').length > 0),
      (lambda) =>
        rolePolicies(estate, lambda)
          .flatMap(({ statements }) => statements.filter(isAllow).flatMap(actionsOf))
          .filter((action) => !isReached(estate, lambda, action))
          .map((action) => `nothing leads ${action} out of its network`),
    ),
};

function isReached(estate: Estate, lambda: Resource, action: string): boolean {
  const service = ENDPOINTS[action.split(':')[0] ?? ''];
  if (service === undefined) return true;
  const ways = waysOut(estate, lambda);
  const endpoint = estate
    .ofType('aws_vpc_endpoint')
    .find(
      (candidate) =>
        environmentOf(candidate) === environmentOf(lambda) &&
        estate.text(candidate, 'service_name') === `com.amazonaws.${estate.region(lambda)}.${service}`,
    );
  if (endpoint === undefined) return ways.some(({ body }) => body['cidr_ipv4'] === '0.0.0.0/0');
  const isOpen = ways.some((way) => leadsTo(estate, way, endpoint));
  return isOpen && statementsOn(estate, endpoint).some((it) => isAllow(it) && isAbout(it, action));
}

/** The rules that let the function out on 443. */
function waysOut(estate: Estate, lambda: Resource): Resource[] {
  const groups = estate.targets(lambda, blocks(lambda.body, 'vpc_config')[0]?.['security_group_ids']);
  return estate
    .ofType('aws_vpc_security_group_egress_rule')
    .filter(
      (rule) =>
        rule.body['from_port'] === 443 &&
        groups.includes(estate.target(rule, rule.body['security_group_id']) as Resource),
    );
}

/** A gateway endpoint is let out to by its prefix list, an interface endpoint by its group. */
function leadsTo(estate: Estate, rule: Resource, endpoint: Resource): boolean {
  if (endpoint.body['vpc_endpoint_type'] === 'Gateway') {
    return estate.target(rule, rule.body['prefix_list_id']) === endpoint;
  }
  const group = estate.target(rule, rule.body['referenced_security_group_id']);
  return estate.targets(endpoint, endpoint.body['security_group_ids']).includes(group as Resource);
}
