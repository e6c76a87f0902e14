import { firstByKey } from '../../lib/keyed';
import { originName } from '../../lib/gateway';
import type { ValidPart } from '../inspect';
import { refused, under, type Problem } from '../problem';
import { DEFAULT_QUOTAS, type Quotas, type RaisedQuotas } from '../quotas';
import type { EnvironmentSettings } from '../schema';

type Given = ValidPart<EnvironmentSettings>;

const placeOf = ({ account, region }: Given): string => `${account ?? 'any'}/${region ?? 'unknown'}`;

const addressesOf = ({ network }: Given): number => {
  const { natGateways, zones = {} } = network ?? {};
  return Object.keys(natGateways === 'shared' ? firstByKey(zones) : zones).length;
};

/** Rules of the group of the endpoints, the largest: one for each caller. */
const rulesOf = ({ services = {}, genai, operatorAccess }: Given): number =>
  Object.keys(services).length +
  1 +
  (genai === undefined ? 0 : 1) +
  (operatorAccess?.opsHost === true ? 1 : 0);

/**
 * Checks an environment against the quotas of its account and region, which it shares with others, and its domain against
 * theirs.
 *
 * @param earlier environments before it
 */
export function* accountProblems(
  given: Given,
  earlier: readonly Given[],
  raised: RaisedQuotas,
): Iterable<Problem> {
  const place = placeOf(given);
  const beside = earlier.filter((other) => placeOf(other) === place);
  const quota: Quotas = { ...DEFAULT_QUOTAS, ...raised[place] };
  const allowed = (limit: number, what: string): string =>
    `${limit} ${what} in ${place}, or what src/config/quotas.ts says`;

  const taken = beside.reduce((sum, other) => sum + addressesOf(other), 0);
  if (taken + addressesOf(given) > quota.elasticIps) {
    const { natGateways = 'each-zone' } = given.network ?? {};
    const reason = `needs ${addressesOf(given)} addresses beside ${taken}`;
    yield refused(
      'network.natGateways',
      natGateways,
      reason,
      `${allowed(quota.elasticIps, 'addresses')}; 'shared' needs one`,
    );
  }
  if (beside.length + 1 > quota.vpcs) {
    const reason = `is the network of VPC ${beside.length + 1}`;
    yield refused('network.cidr', given.network?.cidr, reason, allowed(quota.vpcs, 'VPCs'));
  }
  if (rulesOf(given) > quota.securityGroupRules) {
    const message = `need ${rulesOf(given)} rules of the security group of the endpoints; allowed: ${allowed(quota.securityGroupRules, 'rules of a security group')}`;
    yield { path: 'services', message };
  }
  yield* under('domain', domainProblems(given, earlier));
}

/** A domain, and the name for the load balancer below it, lead to one API; a hosted zone is in one account. */
function* domainProblems({ account, domain }: Given, earlier: readonly Given[]): Iterable<Problem> {
  const name = domain?.name;
  const elsewhere = earlier.find(
    (other) => other.domain?.hostedZoneId === domain?.hostedZoneId && other.account !== account,
  );
  if (domain?.hostedZoneId !== undefined && elsewhere !== undefined) {
    const who = `${elsewhere.name ?? 'another environment'}, in account ${elsewhere.account ?? 'any'}`;
    const allowed = 'a zone of the same account, such as one that the other delegates a subdomain to';
    yield refused('hostedZoneId', domain.hostedZoneId, `is the zone of ${who}`, allowed);
  }
  if (name === undefined) return;
  const owner = earlier.find(({ domain: other }) => {
    if (other?.name === undefined) return false;
    return [name, originName(name)].some((own) => own === other.name || own === originName(other.name ?? ''));
  });
  if (owner === undefined) return;
  const reason = `is, or clashes with, that of ${owner.name ?? 'another environment'}`;
  yield refused('name', name, reason, 'a domain for each environment, none `origin.` of another');
}
