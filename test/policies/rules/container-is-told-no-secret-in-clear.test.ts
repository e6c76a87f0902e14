import { foundInService, ServiceCase } from '../support/service-case';
import { containerIsToldNoSecretInClear } from './container-is-told-no-secret-in-clear';

test('passwords by reference comply', () => {
  expect(foundInService(containerIsToldNoSecretInClear)).toEqual([]);
});

test.each([
  [
    'a password in clear',
    (service: ServiceCase) => {
      service.application['environment'] = [{ name: 'SPRING_DATASOURCE_PASSWORD', value: 'petclinic' }];
    },
  ],
  [
    'a password in an address',
    (service: ServiceCase) => {
      service.application['environment'] = [
        { name: 'DB', value: 'jdbc:mysql://vets:petclinic@db/petclinic' },
      ];
    },
  ],
  [
    'a password in JSON',
    (service: ServiceCase) => {
      service.application['environment'] = [
        { name: 'SPRING_APPLICATION_JSON', value: '{"spring":{"datasource":{"password":"petclinic"}}}' },
      ];
    },
  ],
  [
    'a key of AWS',
    (service: ServiceCase) => {
      service.application['environment'] = [{ name: 'KEY', value: 'AKIAIOSFODNN7EXAMPLE' }];
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(containerIsToldNoSecretInClear, change)).toContain('aws_ecs_task_definition.vets');
});
