import {
  GetIPSetCommand,
  GetRegexPatternSetCommand,
  GetWebACLCommand,
  GetWebACLForResourceCommand,
  ListIPSetsCommand,
  ListRegexPatternSetsCommand,
  ListWebACLsCommand,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import { actionOf, member, Raw, ruleOf } from '../firewall/read';
import { WebAcl } from '../firewall/types';
import { textOf } from './pages';

const Scope = 'REGIONAL' as const;

/**
 * Regional web ACLs with what they stand before.
 *
 * @param protectable ids of stages, such as `api/stage`, and ARNs of load balancers
 */
export async function describeFirewalls(
  client: WAFV2Client,
  protectable: readonly string[],
): Promise<WebAcl[]> {
  const [ipSets, patternSets, acls] = await Promise.all([
    paged(
      (NextMarker) => client.send(new ListIPSetsCommand({ Scope, NextMarker })),
      ({ IPSets }) => IPSets,
    ),
    paged(
      (NextMarker) => client.send(new ListRegexPatternSetsCommand({ Scope, NextMarker })),
      ({ RegexPatternSets }) => RegexPatternSets,
    ),
    paged(
      (NextMarker) => client.send(new ListWebACLsCommand({ Scope, NextMarker })),
      ({ WebACLs }) => WebACLs,
    ),
  ]);
  const addresses = await Promise.all(
    ipSets.map(async ({ Id, Name, ARN = '' }) => {
      const { IPSet } = await client.send(new GetIPSetCommand({ Scope, Id, Name }));
      return [ARN, IPSet?.Addresses ?? []] as const;
    }),
  );
  const patterns = await Promise.all(
    patternSets.map(async ({ Id, Name, ARN = '' }) => {
      const { RegexPatternSet } = await client.send(new GetRegexPatternSetCommand({ Scope, Id, Name }));
      const expressions = RegexPatternSet?.RegularExpressionList ?? [];
      return [ARN, expressions.map(({ RegexString }) => textOf(RegexString))] as const;
    }),
  );
  const sets = { addresses: new Map(addresses), patterns: new Map(patterns) };
  const protectedBy = await protectorsOf(client, acls.length === 0 ? [] : protectable, textOf(acls[0]?.ARN));
  return Promise.all(
    acls.map(async ({ Id, Name, ARN: id = '' }): Promise<WebAcl> => {
      const { WebACL: acl } = await client.send(new GetWebACLCommand({ Scope, Id, Name }));
      const bodies = new Map<string, Raw>(
        Object.entries({ ...acl?.CustomResponseBodies }).map(([key, body]) => [key, { ...body }]),
      );
      const limits = Object.entries(acl?.AssociationConfig?.RequestBody ?? {}).map(([kind, limit]) => [
        kind,
        Number(textOf(member(limit, 'default_size_inspection_limit') as string).slice('KB_'.length)) * 1024,
      ]);
      return {
        id,
        name: textOf(Name),
        resources: protectable.filter((_, index) => protectedBy[index] === id),
        defaultAction: actionOf(acl?.DefaultAction, bodies),
        rules: (acl?.Rules ?? []).map((rule) =>
          ruleOf(rule, `${textOf(Name)} ${textOf(rule.Name)}`, sets, bodies),
        ),
        inspectedBytes: Object.fromEntries(limits) as Record<string, number>,
      };
    }),
  );
}

/** ARN of a web ACL before a resource, for each of them. */
const protectorsOf = (
  client: WAFV2Client,
  protectable: readonly string[],
  anyArn: string,
): Promise<(string | undefined)[]> =>
  Promise.all(
    protectable.map(async (id) => {
      const [, partition = '', , region = ''] = anyArn.split(':');
      const [api = '', stage = ''] = id.split('/');
      const ResourceArn = id.startsWith('arn:')
        ? id
        : `arn:${partition}:apigateway:${region}::/restapis/${api}/stages/${stage}`;
      const { WebACL } = await client.send(new GetWebACLForResourceCommand({ ResourceArn }));
      return WebACL?.ARN;
    }),
  );

/** Items of all answers to a call that hands out markers. */
async function paged<Answer extends { readonly NextMarker?: string | undefined }, Item>(
  call: (marker: string | undefined) => Promise<Answer>,
  items: (answer: Answer) => readonly Item[] | undefined,
): Promise<Item[]> {
  const found: Item[] = [];
  let marker: string | undefined;
  do {
    const answer = await call(marker);
    const page = items(answer) ?? [];
    found.push(...page);
    marker = page.length === 0 ? undefined : answer.NextMarker;
  } while (marker !== undefined && marker !== '');
  return found;
}
