import { placeholderProblems } from '../../src/config/placeholders';
import { loadEnvironments } from '../../src/config/load';
import { dev, prod, services } from '../support/sample-estate';
import { ABSENT, changed, problemsOf } from './configuration';

const named = (name: string, changes: object = {}): unknown => changed(dev, { name, ...changes });

describe('quotas of an account and region', () => {
  it('have addresses for two environments of two zones, and for a third with one', () => {
    expect(problemsOf([dev, prod, named('staging', { 'network.natGateways': 'shared' })])).toEqual([]);
    expect(problemsOf([dev, prod, named('staging')])).toEqual([
      'staging.network.natGateways: "each-zone" needs 2 addresses beside 4; allowed: 5 addresses in any/us-west-2, ' +
        "or what src/config/quotas.ts says; 'shared' needs one",
    ]);
  });

  it('count for each account and region, and rise where the configuration says so', () => {
    const staging = named('staging');
    const place = { bucket: 'states', region: 'us-west-2', lockTable: 'locks', kmsAlias: 'alias/states' };
    const elsewhere = { account: '210987654321', backend: { type: 's3', place } };
    expect(problemsOf([dev, prod, named('staging', elsewhere)])).toEqual([]);
    expect(() => loadEnvironments([dev, prod, staging], services, {})).toThrow('staging.network.natGateways');
    expect(
      loadEnvironments([dev, prod, staging], services, { 'any/us-west-2': { elasticIps: 6 } }),
    ).toHaveLength(3);
  });

  it('have five VPCs', () => {
    const many = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((name) =>
      named(name, { 'network.natGateways': 'shared' }),
    );
    expect(problemsOf(many.slice(0, 5))).toEqual([]);
    expect(problemsOf(many)).toContain(
      'a6.network.cidr: "10.0.0.0/16" is the network of VPC 6; allowed: 5 VPCs in any/us-west-2, or what src/config/quotas.ts says',
    );
  });

  it('have sixty rules a security group', () => {
    const catalogue = Array.from({ length: 59 }, (_, index) => ({
      ...services[3],
      name: `part${index}-service`,
      path: `/part${index}`,
      priority: index + 1,
      maxTasks: 1,
      restricted: false,
      publicUrlVariable: undefined,
    })).map((service) => changed(service, { publicUrlVariable: ABSENT, springBootAdmin: ABSENT }));
    const images = Object.fromEntries(
      catalogue.map((_, index) => [`part${index}-service`, { imageTag: '1.0.0' }]),
    );
    expect(problemsOf([changed(dev, { services: images })], catalogue)).toEqual([
      'dev.services: need 61 rules of the security group of the endpoints; allowed: 60 rules of a security group in any/us-west-2, or what src/config/quotas.ts says',
    ]);
    expect(problemsOf([changed(dev, { services: images, genai: ABSENT })], catalogue)).toEqual([]);
  });
});

test.each(['petclinic.example.com', 'origin.petclinic.example.com'])(
  'the domain %s beside prod is refused',
  (name) => {
    const domain = { name, hostedZoneId: 'Z0123456789' };
    expect(problemsOf([prod, named('staging', { domain })])).toEqual([
      `staging.domain.name: "${name}" is, or clashes with, that of prod; allowed: a domain for each environment, none \`origin.\` of another`,
    ]);
  },
);

test('placeholders are found wherever they stand, by path', () => {
  const paths = (part: unknown): string[] => [...placeholderProblems('prod', part)].map(({ path }) => path);
  expect(paths(prod)).toEqual([
    'prod.edge.corsOrigin',
    'prod.governance.budget.emails.0',
    'prod.domain.name',
    'prod.domain.hostedZoneId',
    'prod.alarmEmails.0',
  ]);
  expect(
    paths({
      owner: 'your--organization',
      list: ['203.0.113.0/24', 'https://www.example.org:8443', '10.0.0.0/8', 'https://example.company'],
      account: '123456789012',
      bucket: 'states-123456789012-us-west-2',
    }),
  ).toEqual(['prod.owner', 'prod.list.0', 'prod.list.1', 'prod.account', 'prod.bucket']);
});
