import { foundInService, ServiceCase } from '../support/service-case';
import { taskCountBelongsToAutoscaling } from './task-count-belongs-to-autoscaling';

test('a count that only begins at the fewest tasks complies', () => {
  expect(foundInService(taskCountBelongsToAutoscaling)).toEqual([]);
});

test.each([
  [
    'a count that Terraform sets back',
    (service: ServiceCase) => {
      service.service['lifecycle'] = {};
    },
  ],
  [
    'another count to begin with',
    (service: ServiceCase) => {
      service.service['desired_count'] = 2;
    },
  ],
  [
    'a service that nothing scales',
    (service: ServiceCase) => {
      service.target['resource_id'] = 'service/clinic/other';
    },
  ],
  [
    'a target without a policy',
    (service: ServiceCase) => {
      service.scaling['resource_id'] = 'service/clinic/other';
    },
  ],
  [
    'more tasks at the least than at the most',
    (service: ServiceCase) => {
      service.target['max_capacity'] = 0;
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(taskCountBelongsToAutoscaling, change)).toContain('aws_ecs_service.vets');
});
