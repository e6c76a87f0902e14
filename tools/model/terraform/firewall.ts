import { actionOf, many, member, Raw, ruleOf } from '../firewall/read';
import { WebAcl } from '../firewall/types';
import { blocksOf, Stacks, textOf, textsOf } from './stacks';

export function readFirewalls(stacks: Stacks): WebAcl[] {
  const sets = {
    addresses: new Map(
      stacks.all('aws_wafv2_ip_set').map(({ id, body }) => [id, textsOf(body['addresses'])] as const),
    ),
    patterns: new Map(
      stacks
        .all('aws_wafv2_regex_pattern_set')
        .map(
          ({ id, body }) =>
            [id, blocksOf(body['regular_expression']).map((one) => textOf(one['regex_string']))] as const,
        ),
    ),
  };
  return stacks.all('aws_wafv2_web_acl').map(({ id, body }): WebAcl => {
    const bodies = new Map(
      blocksOf(body['custom_response_body']).map((one): [string, Raw] => [textOf(one['key']), one]),
    );
    const limits = many(member(blocksOf(body['association_config'])[0], 'request_body')).flatMap((kinds) =>
      Object.entries(kinds as Raw).map(([kind, raw]) => [
        kind.toUpperCase(),
        Number(textOf(member(blocksOf(raw)[0], 'default_size_inspection_limit')).slice(3)) * 1024,
      ]),
    );
    return {
      id,
      name: textOf(body['name']),
      resources: stacks
        .all('aws_wafv2_web_acl_association')
        .filter((one) => one.body['web_acl_arn'] === id)
        .map((one) => textOf(one.body['resource_arn'])),
      defaultAction: actionOf(body['default_action'], bodies),
      rules: blocksOf(body['rule']).map((rule) =>
        ruleOf(rule, `${id}.rule[${textOf(rule['name'])}]`, sets, bodies),
      ),
      inspectedBytes: Object.fromEntries(limits) as Record<string, number>,
    };
  });
}
