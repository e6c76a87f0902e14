import { foundInService, ServiceCase } from '../../support/service-case';
import { rule } from './health-check-uses-context-path';

test('one path for context, checks and rule complies', () => {
  expect(foundInService(rule)).toEqual([]);
});

test.each([
  [
    'a target group that asks elsewhere',
    (service: ServiceCase) => {
      service.group['health_check'] = { path: '/actuator/health' };
    },
  ],
  [
    'a container that asks elsewhere',
    (service: ServiceCase) => {
      service.application['healthCheck'] = { command: ['curl', 'http://localhost:8080/actuator/health'] };
    },
  ],
  [
    'a container that asks at another port',
    (service: ServiceCase) => {
      service.application['portMappings'] = [{ containerPort: 8081 }];
    },
  ],
  [
    'a rule for another path',
    (service: ServiceCase) => {
      service.rule['condition'] = [{ path_pattern: { values: ['/vets', '/vets/*'] } }];
    },
  ],
  [
    'a rule for more than the path',
    (service: ServiceCase) => {
      service.rule['condition'] = [{ path_pattern: { values: ['/api/vets*'] } }];
    },
  ],
  [
    'an application without probes',
    (service: ServiceCase) => {
      service.application['environment'] = [{ name: 'SERVER_SERVLET_CONTEXT_PATH', value: '/api/vets' }];
    },
  ],
  [
    'Spring Boot Admin whose actuator is elsewhere',
    (service: ServiceCase) => {
      service.application['environment'] = [
        { name: 'SPRING_BOOT_ADMIN_CONTEXT_PATH', value: '/api/vets' },
        { name: 'MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED', value: 'true' },
      ];
    },
  ],
  [
    'a target group that asks for the database',
    (service: ServiceCase) => {
      service.group['health_check'] = { path: '/api/vets/actuator/health' };
    },
  ],
  [
    'a service without a health check of its container',
    (service: ServiceCase) => {
      service.application['healthCheck'] = undefined;
    },
  ],
  [
    'a target group with another port',
    (service: ServiceCase) => {
      service.group['port'] = 80;
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(rule, change)).toContain('aws_ecs_service.vets');
});
