import { foundInService, ServiceCase } from '../support/service-case';
import { containersFitIntoTheirTask } from './containers-fit-into-their-task';

test('containers that sum to their task comply', () => {
  expect(foundInService(containersFitIntoTheirTask)).toEqual([]);
});

test.each([
  [
    'a size that Fargate does not offer',
    (service: ServiceCase) => {
      service.task['memory'] = '5120';
    },
  ],
  [
    'more memory than the task has',
    (service: ServiceCase) => {
      service.collector['memory'] = 257;
    },
  ],
  [
    'a container without a bound',
    (service: ServiceCase) => {
      service.collector['memory'] = 0;
    },
  ],
  [
    'more cpu than the task has',
    (service: ServiceCase) => {
      service.collector['cpu'] = 33;
    },
  ],
  [
    'a port of the collector',
    (service: ServiceCase) => {
      service.application['portMappings'] = [{ containerPort: 4318 }];
    },
  ],
  [
    'a service that waits for a healthy collector',
    (service: ServiceCase) => {
      service.application['dependsOn'] = [{ containerName: 'collector', condition: 'HEALTHY' }];
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(containersFitIntoTheirTask, change)).toContain('aws_ecs_task_definition.vets');
});
