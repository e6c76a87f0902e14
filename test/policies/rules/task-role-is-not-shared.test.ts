import { foundInService, ServiceCase } from '../support/service-case';
import { taskRoleIsNotShared } from './task-role-is-not-shared';

test('an execution role and a task role of its own comply', () => {
  expect(foundInService(taskRoleIsNotShared)).toEqual([]);
});

test.each([
  [
    'one role for both',
    (service: ServiceCase) => {
      service.task['task_role_arn'] = '${aws_iam_role.execution.arn}';
    },
  ],
  [
    'a task without a role of its own',
    (service: ServiceCase) => {
      service.task['task_role_arn'] = undefined;
    },
  ],
  [
    'the role of another service',
    (service: ServiceCase) => {
      service.more['aws_ecs_task_definition'] = {
        vets: { ...service.task, container_definitions: '[]' },
        visits: { task_role_arn: '${aws_iam_role.task.arn}', container_definitions: '[]' },
      };
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(taskRoleIsNotShared, change)).toContain('aws_ecs_task_definition.vets');
});
