import { foundInService, ServiceCase } from '../support/service-case';
import { deploymentRollsBack } from './deployment-rolls-back';

test('a circuit breaker with rollback complies', () => {
  expect(foundInService(deploymentRollsBack)).toEqual([]);
});

test.each([
  [
    'no circuit breaker',
    (service: ServiceCase) => {
      service.service['deployment_circuit_breaker'] = undefined;
    },
  ],
  [
    'a circuit breaker without rollback',
    (service: ServiceCase) => {
      service.service['deployment_circuit_breaker'] = { enable: true, rollback: false };
    },
  ],
  [
    'fewer tasks than needed while it deploys',
    (service: ServiceCase) => {
      service.service['deployment_minimum_healthy_percent'] = 50;
    },
  ],
  [
    'no time to start',
    (service: ServiceCase) => {
      service.service['health_check_grace_period_seconds'] = 0;
    },
  ],
  [
    'a last revision that is deregistered',
    (service: ServiceCase) => {
      service.task['skip_destroy'] = undefined;
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(deploymentRollsBack, change)).toContain('aws_ecs_service.vets');
});
