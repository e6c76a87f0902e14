import { Model } from '../../../tools/model/model';
import { AclEntry, GroupRule } from '../../../tools/model/vpc/types';
import { reachChanges } from '../../../tools/reach/changes';
import { reachSection } from '../../../tools/reach/impact';
import { sampleEnvironments } from '../../support/sample-estate';
import { reaches } from './estate';

const [dev] = reaches(sampleEnvironments().filter(({ name }) => name === 'dev'));
if (dev === undefined) throw new Error('there is no environment');
const { model } = dev.reach;

/** Model with other rules of groups and entries of ACLs. */
const withRules = (
  rule: (rule: GroupRule) => Partial<GroupRule>,
  entry: (entry: AclEntry) => Partial<AclEntry> = () => ({}),
): Model => ({
  ...model,
  network: {
    ...model.network,
    groups: model.network.groups.map((group) => ({
      ...group,
      rules: group.rules.map((one) => ({ ...one, ...rule(one) })),
    })),
    acls: model.network.acls.map((acl) => ({
      ...acl,
      entries: acl.entries.map((one) => ({ ...one, ...entry(one) })),
    })),
  },
});

test('the same model changes nothing, and has no section', () => {
  expect(reachChanges('dev', model, model)).toEqual({ opened: [], closed: [] });
  expect(reachSection({ opened: [], closed: [] })).toEqual([]);
});

test('a rule and an entry that let more ports in open exactly these, and taking them back closes them', () => {
  const wide = withRules(
    ({ isEgress, peer, from }) => (!isEgress && peer === '0.0.0.0/0' && from === 80 ? { from: 22 } : {}),
    ({ isEgress, from, cidr }) => (!isEgress && from === 80 && cidr === '0.0.0.0/0' ? { from: 22 } : {}),
  );
  const opened = ['internet → alb tcp/22-79'];
  const there = reachChanges('dev', model, wide);
  expect(there.closed).toEqual([]);
  expect(there.opened).toEqual(expect.arrayContaining(opened));
  expect(reachChanges('dev', wide, model)).toEqual({ opened: [], closed: there.opened });
  expect(reachSection(there)[0]).toContain('## Reach\n\n### Opens\n\n- `');
});

test('a rule alone, behind an ACL that denies, opens nothing', () => {
  const wide = withRules(({ isEgress, peer }) => (!isEgress && peer === '0.0.0.0/0' ? { from: 22 } : {}));
  expect(reachChanges('dev', model, wide).opened).not.toContainEqual(expect.stringMatching(/^internet →/));
});

test('a firewall that goes opens the restricted service, and a method that goes closes its request', () => {
  const open: Model = { ...model, firewalls: [] };
  expect(reachChanges('dev', model, open).opened).toContain('GET /admin → admin-server');
  const without: Model = {
    ...model,
    apis: model.apis.map((api) => ({
      ...api,
      methods: api.methods.filter(({ path, httpMethod }) => path !== '/api/genai' || httpMethod !== 'POST'),
    })),
  };
  expect(reachChanges('dev', model, without)).toEqual({ opened: [], closed: ['POST /api/genai → genai'] });
});

test('an address that joins an allow-list opens what the list keeps, from there alone', () => {
  const listed: Model = {
    ...model,
    firewalls: JSON.parse(
      JSON.stringify(model.firewalls)
        .replaceAll('"cidrs":[', '"cidrs":["198.51.100.7/32",')
        .replaceAll(',]', ']'),
    ) as Model['firewalls'],
  };
  const { opened, closed } = reachChanges('dev', model, listed);
  expect(closed).toEqual([]);
  expect(opened).toContain('GET /admin → admin-server from 198.51.100.7');
  expect(opened.every((one) => one.endsWith(' from 198.51.100.7'))).toBe(true);
});
