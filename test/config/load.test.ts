import { loadEnvironments } from '../../src/config/load';
import { ConfigError } from '../../src/config/problem';
import { dev, environments, prod, sampleEnvironments, services } from '../support/sample-estate';
import { changed, problemsOf } from './configuration';

describe('loadEnvironments', () => {
  it('fills in the backend and joins the catalogue with the settings of each environment', () => {
    const [loadedDev, loadedProd] = sampleEnvironments();
    expect(loadedDev?.backend).toEqual({ type: 's3' });
    expect(loadedDev?.services).toEqual(services.map((service) => ({ ...service, imageTag: '3.4.1' })));
    expect(loadedProd?.services.map(({ name, cpu, minTasks }) => [name, cpu, minTasks])).toEqual([
      ['customers-service', 1024, 2],
      ['vets-service', 1024, 2],
      ['visits-service', 1024, 2],
      ['admin-server', 512, 1],
    ]);
  });

  it('takes another service as one entry of the catalogue and its images', () => {
    const billing = {
      ...services[0],
      name: 'billing-service',
      path: '/api/billing',
      priority: 50,
      database: { user: 'billing', grants: { owners: ['SELECT'] } },
    };
    const catalogue = [...services, billing];
    const raw = environments.map((each) =>
      changed(each, { 'services.billing-service': { imageTag: '1.0.0' } }),
    );
    expect(loadEnvironments(raw, catalogue).map((each) => each.services.at(-1)?.path)).toEqual([
      '/api/billing',
      '/api/billing',
    ]);
  });

  it('takes an environment whose name has twelve characters, the most', () => {
    expect(problemsOf([{ ...dev, name: 'abcdefghijkl' }])).toEqual([]);
  });

  it('takes an environment in HCP Terraform', () => {
    const backend = { type: 'cloud', organization: 'petclinic', project: 'Pet clinic' };
    expect(loadEnvironments([{ ...dev, backend }], services)[0]?.backend).toEqual(backend);
  });

  it('refuses two environments of one name, even if the name is wrong', () => {
    expect(problemsOf([dev, dev])).toEqual([
      'dev.name: "dev" is used twice; allowed: a name for each environment',
    ]);
    expect(problemsOf([changed(dev, { name: 'Dev' }), changed(dev, { name: 'Dev' })])).toContain(
      'Dev.name: "Dev" is used twice; allowed: a name for each environment',
    );
    expect(problemsOf([null, null])).toHaveLength(2);
  });

  it('finds every mistake of one environment at once, those between values too', () => {
    const wrong = changed(prod, {
      account: '123',
      'backend.type': 'local',
      'network.zones.a.zone': 'us-east-1a',
      'network.zones.a.public': '10.1.1.0/28',
      'network.zones.a.app': '10.1.3.7/24',
      'network.zones.b.public': '10.2.2.0/24',
      'network.zones.b.db': '10.1.4.0/25',
      'network.vpcCidr': '10.1.0.0/16',
      logRetentionDays: 7,
      'operatorAccess.ecsExec': 'on',
      'database.minAcu': 16,
      'database.deletionProtection': false,
      'database.finalSnapshot': 'no',
      'database.backupRetentionDays': 7,
      'services.vets-service.imageTag': 'latest',
      'services.vets-service.memoryMiB': 1024,
      'services.visits-service.minTasks': 9,
      'services.billing-service': { imageTag: '1.0.0' },
      'domain.hostedZoneId': 7,
      alarmEmails: 'operations@petclinic.example.com',
    });

    expect(problemsOf([wrong]).map((line) => line.split(';')[0])).toEqual([
      'prod.account: "123" is not allowed',
      'prod.backend.type: "local" is not allowed',
      'prod.network.zones.a.public: "10.1.1.0/28" is too small',
      'prod.network.zones.a.app: "10.1.3.7/24" has host bits set',
      'prod.network.vpcCidr: is not a known key',
      'prod.operatorAccess.ecsExec: "on" is not allowed',
      'prod.database.finalSnapshot: "no" is not allowed',
      'prod.services.vets-service.imageTag: "latest" is not allowed',
      'prod.domain.hostedZoneId: 7 is not allowed',
      'prod.alarmEmails: "operations@petclinic.example.com" is not allowed',
      'prod.network.zones.a.zone: "us-east-1a" is not a zone of us-west-2',
      'prod.network.zones.b.public: "10.2.2.0/24" lies outside the VPC',
      'prod.network.zones.b.db: "10.1.4.0/25" overlaps b.app (10.1.4.0/24)',
      'prod.database.minAcu: 16 is above the maximum',
      'prod.services.billing-service: is not a service of the catalogue',
      'prod.services.vets-service.memoryMiB: 1024 is not offered by Fargate with cpu 1024',
      'prod.services.visits-service.minTasks: 9 is above the maximum',
      'prod.database.deletionProtection: false is not allowed',
      'prod.database.backupRetentionDays: 7 is too short',
      'prod.logRetentionDays: 7 is too short',
    ]);
  });

  it('reports the mistakes of the catalogue and of every environment together, one line each', () => {
    const catalogue = changed(services, { '0.port': 0, '1.priority': 10 }) as unknown[];
    const raw = [changed(dev, { tier: 'test' }), 'prod', changed(prod, { region: 1 })];
    const load = () => loadEnvironments(raw, catalogue);
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(
      /^The configuration has to be corrected:\n {2}catalogue\.customers-service\.port: 0 .*\n {2}catalogue\.vets-service\.priority: 10 .*\n {2}dev\.tier: "test" .*\n {2}environments\.1: "prod" .*\n {2}prod\.region: 1 .*$/,
    );
  });

  it('shows values shortened, and on one line whatever they hold', () => {
    const load = (name: string) => () => loadEnvironments([{ ...dev, name }], services);
    expect(load('a\n\u001b[31m\u202e\u2028')).toThrow(/^The [^\n]*\n {2}[^\p{C}\p{Zl}\p{Zp}]*$/u);
    expect(problemsOf([{ ...dev, region: 'x'.repeat(10_000) }])[0]).toMatch(
      /"x{160}… \(10000 characters\)" is not/,
    );
  });

  it('says that a backend has no type', () => {
    expect(problemsOf([{ ...dev, backend: { organization: 'x' } }])).toEqual([
      "dev.backend.type: is missing; allowed: { type: 's3' } or { type: 'cloud', organization, project }",
    ]);
  });
});

test('more questions than requests are refused', () => {
  expect(problemsOf([changed(dev, { usage: { requests: 500, questions: 501 } })])).toEqual([
    'dev.usage.questions: 501 is more than there are requests; allowed: at most requests, 500',
  ]);
});
