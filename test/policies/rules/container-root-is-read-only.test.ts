import { foundInService, ServiceCase } from '../support/service-case';
import { containerRootIsReadOnly } from './container-root-is-read-only';

test('a read-only root with a place for temporary files complies', () => {
  expect(foundInService(containerRootIsReadOnly)).toEqual([]);
});

test.each([
  [
    'a root that can be written to',
    (service: ServiceCase) => {
      service.application['readonlyRootFilesystem'] = false;
    },
  ],
  [
    'a collector that writes to its root, with commands or without',
    (service: ServiceCase) => {
      service.collector['readonlyRootFilesystem'] = false;
      service.service['enable_execute_command'] = true;
    },
  ],
  [
    'no place for temporary files',
    (service: ServiceCase) => {
      service.application['mountPoints'] = [];
    },
  ],
  [
    'a place for temporary files that is read-only',
    (service: ServiceCase) => {
      service.application['mountPoints'] = [{ containerPath: '/tmp', readOnly: true }];
    },
  ],
  [
    'a read-only root where operators run commands',
    (service: ServiceCase) => {
      service.service['enable_execute_command'] = true;
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(containerRootIsReadOnly, change)).toContain('aws_ecs_service.vets');
});

test('a root that can be written to complies where operators run commands', () => {
  expect(
    foundInService(containerRootIsReadOnly, (service) => {
      service.application['readonlyRootFilesystem'] = false;
      service.service['enable_execute_command'] = true;
    }),
  ).toEqual([]);
});
