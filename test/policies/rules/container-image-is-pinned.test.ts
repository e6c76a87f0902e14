import { foundInService, ServiceCase } from '../support/service-case';
import { containerImageIsPinned } from './container-image-is-pinned';

test('a tag in a repository of ours, and a digest elsewhere, comply', () => {
  expect(foundInService(containerImageIsPinned)).toEqual([]);
});

test.each([
  [
    'the tag latest',
    (service: ServiceCase) => {
      service.application['image'] = String(service.application['image']).replace('3.4.1', 'latest');
    },
  ],
  [
    'an image without a tag',
    (service: ServiceCase) => {
      service.application['image'] = '${aws_ecr_repository.vets.repository_url}';
    },
  ],
  [
    'a tag of somebody else',
    (service: ServiceCase) => {
      service.collector['image'] = 'public.ecr.aws/collector:v1';
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(containerImageIsPinned, change)).toContain('aws_ecs_task_definition.vets');
});
