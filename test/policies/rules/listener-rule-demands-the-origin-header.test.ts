import { foundInService, ServiceCase } from '../support/service-case';
import { listenerRuleDemandsTheOriginHeader } from './listener-rule-demands-the-origin-header';

test('a rule with path and header complies', () => {
  expect(foundInService(listenerRuleDemandsTheOriginHeader)).toEqual([]);
});

test.each([
  [
    'a rule without the header',
    (service: ServiceCase) => {
      service.rule['condition'] = [{ path_pattern: { values: ['/api/vets'] } }];
    },
  ],
  [
    'a rule with another header',
    (service: ServiceCase) => {
      service.rule['condition'] = [
        {
          http_header: {
            http_header_name: 'host',
            values: ['${data.aws_secretsmanager_secret_version.origin.secret_string}'],
          },
        },
      ];
    },
  ],
  [
    'a value that anyone may know',
    (service: ServiceCase) => {
      service.rule['condition'] = [
        { http_header: { http_header_name: 'x-origin-verify', values: ['gateway'] } },
      ];
    },
  ],
  [
    'a sixth value',
    (service: ServiceCase) => {
      (service.rule['condition'] as object[]).push({
        path_pattern: { values: ['/a', '/b', '/c'] },
      });
    },
  ],
  [
    'a priority that AWS does not have',
    (service: ServiceCase) => {
      service.rule['priority'] = 50001;
    },
  ],
  [
    'a priority that another rule has',
    (service: ServiceCase) => {
      service.more['aws_lb_listener_rule'] = { vets: service.rule, visits: { ...service.rule } };
    },
  ],
])('%s is found', (_, change) => {
  expect(foundInService(listenerRuleDemandsTheOriginHeader, change)).toContain('aws_lb_listener_rule.vets');
});
