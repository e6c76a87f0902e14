import { foundInService, ServiceCase } from '../support/service-case';
import { targetGroupFitsFargate } from './target-group-fits-fargate';

test('a group of addresses complies', () => {
  expect(foundInService(targetGroupFitsFargate)).toEqual([]);
});

test.each([
  [
    'a group of instances',
    (service: ServiceCase) => {
      service.group['target_type'] = 'instance';
    },
  ],
  [
    'a group that goes before its successor is there',
    (service: ServiceCase) => {
      service.group['lifecycle'] = {};
    },
  ],
  [
    'a name that is too long',
    (service: ServiceCase) => {
      service.group['name'] = 'x'.repeat(33);
    },
  ],
  [
    'a name with a hyphen at its end',
    (service: ServiceCase) => {
      service.group['name'] = 'vets-';
    },
  ],
  [
    'a group that no service uses',
    (service: ServiceCase) => {
      service.service['load_balancer'] = [];
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(targetGroupFitsFargate, change)).toContain('aws_lb_target_group.vets');
});
