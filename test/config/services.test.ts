import { healthPaths } from '../../src/lib/spring-boot';
import { dev, services } from '../support/sample-estate';
import { ABSENT, changed, problemsOf } from './configuration';

const images = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { imageTag: '1.0.0' }]));

/** A catalogue whose second entry, vets-service, is changed, with an environment that has an image for each name in it. */
function problemsOfCatalogue(changes: Record<string, unknown>): readonly string[] {
  const catalogue = services.map((service, index) => (index === 1 ? changed(service, changes) : service));
  const names = new Set((catalogue as { name?: string }[]).flatMap(({ name }) => name ?? []));
  return problemsOf([{ ...dev, services: images([...names]) }], catalogue);
}

describe('the service catalogue', () => {
  it.each([
    [
      { name: 'customers-service' },
      'customers-service.name: "customers-service" is that of customers-service; allowed: a value of its own',
    ],
    [{ priority: 10 }, 'vets-service.priority: 10 is that of customers-service; allowed: a value of its own'],
    [
      { 'database.user': 'customers' },
      'vets-service.database.user: "customers" is that of customers-service; allowed: a value of its own',
    ],
    [
      { path: '/api/customers' },
      'vets-service.path: "/api/customers" is taken; allowed: paths of which none begins another',
    ],
    [
      { path: '/api/customers/vets' },
      'vets-service.path: "/api/customers/vets" and /api/customers take requests from each other; allowed: paths of which none begins another',
    ],
    [
      { path: '/api/genai' },
      'vets-service.path: "/api/genai" is taken; allowed: paths of which none begins another',
    ],
    [
      { path: '/api/vets/' },
      'vets-service.path: "/api/vets/" is not allowed; allowed: at most 126 lower-case letters, digits, inner hyphens and slashes, such as /api/vets, without `actuator`, which the firewall closes',
    ],
    [
      { path: `/${'a'.repeat(126)}` },
      `vets-service.path: "/${'a'.repeat(126)}" is not allowed; allowed: at most 126 lower-case letters, digits, inner hyphens and slashes, such as /api/vets, without \`actuator\`, which the firewall closes`,
    ],
    [
      { port: 9411 },
      'vets-service.port: 9411 is taken by the collector in the same task (zipkin); allowed: ports other than 9411, 4317, 4318, 13133, 8888',
    ],
    [{ port: 65536 }, 'vets-service.port: 65536 is not allowed; allowed: a whole number from 1024 to 65535'],
    [{ port: 80 }, 'vets-service.port: 80 is not allowed; allowed: a whole number from 1024 to 65535'],
    [
      { cpu: 256, memoryMiB: 512 },
      'vets-service.memoryMiB: 512 is not allowed; allowed: a whole number from 1024 to 122880',
    ],
    [
      { 'database.user': 'genai' },
      'vets-service.database.user: "genai" is not for services; allowed: users other than petclinic, genai, admin, event_scheduler, mysql, public, root',
    ],
    [
      { path: '/actuator' },
      'vets-service.path: "/actuator" is not allowed; allowed: at most 126 lower-case letters, digits, inner hyphens and slashes, such as /api/vets, without `actuator`, which the firewall closes',
    ],
    [
      { 'database.grants': { invoices: ['SELECT'] } },
      'vets-service.database.grants.invoices: "invoices" is not allowed; allowed: privileges by table, such as { vets: [\'SELECT\'] }, on owners, pets, specialties, types, vet_specialties, vets, visits',
    ],
    [
      { springBootAdmin: true, restricted: true, priority: 1 },
      'vets-service.priority: 1 leaves none for the rule of its event streams; allowed: 2 to 50000',
    ],
    [
      { springBootAdmin: true },
      'vets-service.restricted: false lets everyone administer; allowed: true with springBootAdmin',
    ],
    [{ path: '/ping' }, 'vets-service.path: "/ping" is taken; allowed: paths of which none begins another'],
    [
      { springBootAdmin: true, restricted: true, priority: 11 },
      'vets-service.priority: 10 is that of customers-service; allowed: a value of its own',
    ],
    [
      { priority: 50001 },
      'vets-service.priority: 50001 is not allowed; allowed: a whole number from 1 to 50000',
    ],
    [
      { memoryMiB: 5120 },
      'vets-service.memoryMiB: 5120 is not offered by Fargate with cpu 512; allowed: 1024, 2048, 3072, 4096',
    ],
    [
      { cpu: 256, memoryMiB: 4096 },
      'vets-service.memoryMiB: 4096 is not offered by Fargate with cpu 256; allowed: 1024, 2048',
    ],
    [
      { formerName: 'customers-service' },
      'vets-service.formerName: "customers-service" is that of customers-service; allowed: a value of its own',
    ],
    [{ cpu: 640 }, 'vets-service.cpu: 640 is not allowed; allowed: 256, 512, 1024, 2048, 4096, 8192, 16384'],
    [{ minTasks: 5 }, 'vets-service.minTasks: 5 is above the maximum; allowed: at most maxTasks, 4'],
    [
      { path: '/v1/api/vets' },
      'vets-service.path: "/v1/api/vets" and /v1 take requests from each other; allowed: paths of which none begins another',
    ],
    [
      { formerName: 'vets-service' },
      'vets-service.formerName: "vets-service" is its name; allowed: the name that it had before',
    ],
    [{ minTasks: 0 }, 'vets-service.minTasks: 0 is not allowed; allowed: a whole number from 1 to 1000'],
    [
      { cpuTargetPercent: 90 },
      'vets-service.cpuTargetPercent: 90 is not allowed; allowed: a whole number from 1 to 89',
    ],
    [
      { database: { grants: { vets: ['SELECT'] } } },
      'vets-service.database.user: is missing; allowed: 1 to 30 lower-case letters, digits and inner underscores, a letter first, not beginning with rds nor ending in _2, such as vets',
    ],
    [{ database: true }, 'vets-service.database: true is not allowed; allowed: an object with user, grants'],
    [
      { reachableFrom: ['admin'] },
      'vets-service.reachableFrom.0: "admin" is not another service; allowed: customers-service, visits-service, admin-server',
    ],
    [
      { reachableFrom: ['vets-service'] },
      'vets-service.reachableFrom.0: "vets-service" is not another service; allowed: customers-service, visits-service, admin-server',
    ],
    [
      { reachableFrom: ['admin-server', 'admin-server'] },
      'vets-service.reachableFrom: "admin-server" is there twice; allowed: names of services, each once',
    ],
    [
      { imageTag: '1.0.0' },
      'vets-service.imageTag: is not a known key; allowed: name, formerName, path, restricted, port, cpu, memoryMiB, minTasks, maxTasks, cpuTargetPercent, database, priority, reachableFrom, springBootAdmin',
    ],
    [
      { name: ABSENT },
      '1.name: is missing; allowed: at most 31 lower-case letters, digits and inner hyphens, ending in -service or -server, such as vets-service',
    ],
  ])('refuses %j: %s', (changes, problem) => {
    expect(problemsOfCatalogue(changes)).toEqual([`catalogue.${problem}`]);
  });

  it('refuses a name that something else of the system could have', () => {
    expect(problemsOfCatalogue({ name: 'vpc-flow-logs' })).toContain(
      'catalogue.vpc-flow-logs.name: "vpc-flow-logs" is not allowed; allowed: at most 31 lower-case letters, digits and inner hyphens, ending in -service or -server, such as vets-service',
    );
  });

  it('refuses none, and more than a load balancer has target groups', () => {
    expect(problemsOf([{ ...dev, services: {} }], [])).toEqual([
      'catalogue: has 0 services; allowed: 1 to 100, since a load balancer has 100 target groups',
    ]);
    const many = Array.from({ length: 101 }, (_, index) => ({
      ...services[3],
      name: `s${index}-service`,
      path: `/s${index}`,
      priority: index + 1,
      restricted: false,
    }));
    expect(problemsOf([{ ...dev, services: images(many.map(({ name }) => name)) }], many)).toContain(
      'catalogue: has 101 services; allowed: 1 to 100, since a load balancer has 100 target groups',
    );
  });

  it('refuses a path above others, once for each', () => {
    expect(problemsOfCatalogue({ path: '/api' })).toEqual([
      expect.stringMatching(/^catalogue\.vets-service\.path: "\/api" and \/api\/genai take /),
      expect.stringMatching(/^catalogue\.vets-service\.path: "\/api" and \/api\/customers take /),
      expect.stringMatching(/^catalogue\.visits-service\.path: "\/api\/visits" and \/api take /),
    ]);
  });

  it('takes the ends of each range', () => {
    expect(problemsOfCatalogue({ port: 65535, priority: 50000, cpuTargetPercent: 89 })).toEqual([]);
    expect(problemsOfCatalogue({ port: 1024, priority: 1, cpuTargetPercent: 1 })).toEqual([]);
  });

  it('lets two paths begin with the same letters', () => {
    expect(problemsOfCatalogue({ path: '/api/customers-vets' })).toEqual([]);
  });

  it('refuses a name that is too long for its roles in an environment of twelve characters', () => {
    const name = `${'x'.repeat(24)}-service`;
    expect(problemsOfCatalogue({ name })).toContain(
      `catalogue.${name}.name: "${name}" is not allowed; allowed: at most 31 lower-case letters, digits and inner hyphens, ending in -service or -server, such as vets-service`,
    );
    expect(problemsOfCatalogue({ name: name.slice(1) })).toEqual([]);
  });

  it('derives the health paths from the context path', () => {
    expect(services.map((service) => healthPaths(service).readiness)).toEqual([
      '/api/customers/actuator/health/readiness',
      '/api/vets/actuator/health/readiness',
      '/api/visits/actuator/health/readiness',
      '/admin/actuator/health/readiness',
    ]);
  });
});
