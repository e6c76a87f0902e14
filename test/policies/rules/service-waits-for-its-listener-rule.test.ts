import { foundInService, ServiceCase } from '../support/service-case';
import { serviceWaitsForItsListenerRule } from './service-waits-for-its-listener-rule';

test('a service that depends on its rule complies', () => {
  expect(foundInService(serviceWaitsForItsListenerRule)).toEqual([]);
});

test.each([
  [
    'a service that does not wait',
    (service: ServiceCase) => {
      service.service['depends_on'] = [];
    },
  ],
  [
    'a service that no rule leads to',
    (service: ServiceCase) => {
      service.rule['action'] = [];
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(serviceWaitsForItsListenerRule, change)).toContain('aws_ecs_service.vets');
});
