import { foundInService, ServiceCase } from '../../support/service-case';
import { rule } from './ecs-service-has-service-discovery';

test('a service under its own name complies', () => {
  expect(foundInService(rule)).toEqual([]);
});

test.each([
  [
    'another name',
    (service: ServiceCase) => {
      service.discovery['name'] = 'veterinarians';
    },
  ],
  [
    'records that hold no address',
    (service: ServiceCase) => {
      service.discovery['dns_config'] = { dns_records: [{ type: 'SRV', ttl: 10 }] };
    },
  ],
  [
    'a service that is not registered',
    (service: ServiceCase) => {
      service.service['service_registries'] = undefined;
    },
  ],
  [
    'a peer that is not registered',
    (service: ServiceCase) => {
      service.application['environment'] = [
        { name: 'PEERS', value: 'http://visits-service.petclinic.local:8080' },
      ];
    },
  ],
  [
    'a peer that listens at another port',
    (service: ServiceCase) => {
      service.application['environment'] = [
        { name: 'PEERS', value: 'http://vets-service.petclinic.local:9090' },
      ];
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(rule, change)).toContain('aws_ecs_service.vets');
});

test('a peer at its own port complies', () => {
  expect(
    foundInService(rule, (service) => {
      service.application['environment'] = [
        { name: 'PEERS', value: 'http://vets-service.petclinic.local:8080' },
      ];
    }),
  ).toEqual([]);
});
