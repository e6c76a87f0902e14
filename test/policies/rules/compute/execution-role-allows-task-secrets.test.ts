import { foundInService, ServiceCase } from '../../support/service-case';
import { rule } from './execution-role-allows-task-secrets';

test('rights to what the task names, and no others, comply', () => {
  expect(foundInService(rule)).toEqual([]);
});

test.each([
  [
    'a secret that it may not read',
    (service: ServiceCase) => {
      service.rights.execution = [];
    },
  ],
  [
    'a right to what it does not name',
    (service: ServiceCase) => {
      service.application['secrets'] = [];
    },
  ],
  [
    'a task role that reads as well',
    (service: ServiceCase) => {
      service.rights.task = service.rights.execution;
    },
  ],
  [
    'a right to everything of a path',
    (service: ServiceCase) => {
      service.rights.execution.push({
        Effect: 'Allow',
        Action: ['ssm:GetParametersByPath'],
        Resource: ['arn:aws:ssm:us-west-2:123456789012:parameter/petclinic/dev/*'],
      });
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(rule, change)).toContain('aws_ecs_task_definition.vets');
});
