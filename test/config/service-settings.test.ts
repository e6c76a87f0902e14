import { dev } from '../support/sample-estate';
import { ABSENT, changed, problemsOf } from './configuration';

describe('the services of an environment', () => {
  it.each([
    [
      { 'vets-service.imageTag': 'latest' },
      'vets-service.imageTag: "latest" is not allowed; allowed: a fixed tag such as 3.4.1, none that moves such as latest',
    ],
    [
      { 'vets-service.imageTag': 'Main' },
      'vets-service.imageTag: "Main" is not allowed; allowed: a fixed tag such as 3.4.1, none that moves such as latest',
    ],
    [
      { 'vets-service.imageTag': 'a/b:1' },
      'vets-service.imageTag: "a/b:1" is not allowed; allowed: a fixed tag such as 3.4.1, none that moves such as latest',
    ],
    [
      { 'vets-service': {} },
      'vets-service.imageTag: is missing; allowed: a fixed tag such as 3.4.1, none that moves such as latest',
    ],
    [{ 'vets-service': ABSENT }, 'vets-service: is missing; allowed: { imageTag }'],
    [
      { 'billing-service': { imageTag: '1.0.0' } },
      'billing-service: is not a service of the catalogue; allowed: customers-service, vets-service, visits-service, admin-server',
    ],
    [
      { 'vets-service.memoryMiB': 8192 },
      'vets-service.memoryMiB: 8192 is not offered by Fargate with cpu 512; allowed: 1024, 2048, 3072, 4096',
    ],
    [
      { 'vets-service.cpu': 1024 },
      'vets-service.memoryMiB: 1024 is not offered by Fargate with cpu 1024; allowed: 2048, 3072, 4096, 5120, 6144, 7168, 8192',
    ],
    [
      { 'vets-service.minTasks': 6 },
      'vets-service.minTasks: 6 is above the maximum; allowed: at most maxTasks, 4',
    ],
    [
      { 'vets-service.port': 8081 },
      'vets-service.port: is not a known key; allowed: imageTag, cpu, memoryMiB, minTasks, maxTasks',
    ],
  ])('refuses %j: %s', (changes, problem) => {
    const environment = { ...dev, services: changed(dev.services, changes) };
    expect(problemsOf([environment])).toEqual([`dev.services.${problem}`]);
  });

  it('takes a tag that only begins with latest', () => {
    expect(
      problemsOf([
        changed(dev, { services: changed(dev.services, { 'vets-service.imageTag': 'latest-1' }) }),
      ]),
    ).toEqual([]);
  });

  it('takes as many tasks at the least as at the most', () => {
    expect(problemsOf([changed(dev, { 'services.vets-service.minTasks': 4 })])).toEqual([]);
  });

  it('counts the tasks of the environment, not those of the catalogue, and the endpoints against the app subnets', () => {
    const withTasks = (maxTasks: number) =>
      changed(dev, { 'network.zones.b.app': '10.0.4.0/27', 'services.vets-service.maxTasks': maxTasks });
    expect(problemsOf([withTasks(5)])).toEqual([]);
    expect(problemsOf([withTasks(6)])).toEqual([
      'dev.network.zones.b.app: "10.0.4.0/27" leaves 27 addresses; allowed: a network for 10 endpoints and 18 tasks',
    ]);
  });
});
