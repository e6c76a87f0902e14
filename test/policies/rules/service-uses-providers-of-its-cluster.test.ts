import { foundInService, ServiceCase } from '../support/service-case';
import { serviceUsesProvidersOfItsCluster } from './service-uses-providers-of-its-cluster';

test('a provider of the cluster complies', () => {
  expect(foundInService(serviceUsesProvidersOfItsCluster)).toEqual([]);
});

test.each([
  [
    'a provider that the cluster does not have',
    (service: ServiceCase) => {
      service.providers = ['FARGATE_SPOT'];
    },
  ],
  [
    'no provider at all',
    (service: ServiceCase) => {
      service.service['capacity_provider_strategy'] = [];
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(serviceUsesProvidersOfItsCluster, change)).toContain('aws_ecs_service.vets');
});
