import { foundInService, ServiceCase } from '../support/service-case';
import { containerLogsDoNotBlock } from './container-logs-do-not-block';

test('lines that may be dropped, in a group of ours, comply', () => {
  expect(foundInService(containerLogsDoNotBlock)).toEqual([]);
});

test.each([
  [
    'a container that waits for its log',
    (service: ServiceCase) => {
      service.application['logConfiguration'] = {
        logDriver: 'awslogs',
        options: {
          ...(service.application['logConfiguration'] as { options: object }).options,
          mode: 'blocking',
        },
      };
    },
  ],
  [
    'a buffer without a bound',
    (service: ServiceCase) => {
      service.application['logConfiguration'] = {
        logDriver: 'awslogs',
        options: {
          ...(service.application['logConfiguration'] as { options: object }).options,
          'max-buffer-size': undefined,
        },
      };
    },
  ],
  [
    'a group that nobody makes',
    (service: ServiceCase) => {
      service.application['logConfiguration'] = {
        logDriver: 'awslogs',
        options: {
          ...(service.application['logConfiguration'] as { options: object }).options,
          'awslogs-group': '/ecs/vets',
        },
      };
    },
  ],
  [
    'another region',
    (service: ServiceCase) => {
      service.application['logConfiguration'] = {
        logDriver: 'awslogs',
        options: {
          ...(service.application['logConfiguration'] as { options: object }).options,
          'awslogs-region': 'us-east-1',
        },
      };
    },
  ],
  [
    'streams without a prefix',
    (service: ServiceCase) => {
      service.application['logConfiguration'] = {
        logDriver: 'awslogs',
        options: {
          ...(service.application['logConfiguration'] as { options: object }).options,
          'awslogs-stream-prefix': undefined,
        },
      };
    },
  ],
  [
    'a container without a log',
    (service: ServiceCase) => {
      service.collector['logConfiguration'] = undefined;
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(containerLogsDoNotBlock, change)).toContain('aws_ecs_task_definition.vets');
});
