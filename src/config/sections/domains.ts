import { originName } from '../../lib/gateway';
import { refused, type Problem } from '../problem';
import type { Given } from './quotas';

/** Finds domains, or names of load balancers below them, of two environments, and hosted zones of two accounts. */
export function* domainProblems({ account, domain }: Given, earlier: readonly Given[]): Iterable<Problem> {
  const name = domain?.name;
  const elsewhere = earlier.find(
    (other) => other.domain?.hostedZoneId === domain?.hostedZoneId && other.account !== account,
  );
  if (domain?.hostedZoneId !== undefined && elsewhere !== undefined) {
    const who = `${elsewhere.name ?? 'another environment'}, in account ${elsewhere.account ?? 'any'}`;
    const allowed = 'a zone of the same account, such as one that the other delegates a subdomain to';
    yield refused('domain.hostedZoneId', domain.hostedZoneId, `is the zone of ${who}`, allowed);
  }
  if (name === undefined) return;
  const owner = earlier.find(({ domain: other }) => {
    if (other?.name === undefined) return false;
    return [name, originName(name)].some((own) => own === other.name || own === originName(other.name ?? ''));
  });
  if (owner === undefined) return;
  const reason = `is, or clashes with, that of ${owner.name ?? 'another environment'}`;
  yield refused('domain.name', name, reason, 'a domain for each environment, none `origin.` of another');
}
