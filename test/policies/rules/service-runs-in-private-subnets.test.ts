import { foundInService, ServiceCase } from '../support/service-case';
import { serviceRunsInPrivateSubnets } from './service-runs-in-private-subnets';

test('app subnets of two zones comply', () => {
  expect(foundInService(serviceRunsInPrivateSubnets)).toEqual([]);
});

test.each([
  [
    'a public address',
    (service: ServiceCase) => {
      Object.assign(service.service['network_configuration'] as object, { assign_public_ip: true });
    },
  ],
  [
    'a single zone',
    (service: ServiceCase) => {
      Object.assign(service.service['network_configuration'] as object, {
        subnets: ['${aws_subnet.app_a.id}'],
      });
    },
  ],
  [
    'a subnet of another tier',
    (service: ServiceCase) => {
      service.more['aws_subnet'] = {
        app_a: { availability_zone: 'us-west-2a' },
        public_b: { availability_zone: 'us-west-2b' },
      };
      Object.assign(service.service['network_configuration'] as object, {
        subnets: ['${aws_subnet.app_a.id}', '${aws_subnet.public_b.id}'],
      });
    },
  ],
  [
    'tasks that stay in the zone that was left',
    (service: ServiceCase) => {
      service.service['availability_zone_rebalancing'] = 'DISABLED';
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(serviceRunsInPrivateSubnets, change)).toContain('aws_ecs_service.vets');
});
