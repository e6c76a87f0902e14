import { impactOf } from '../../../tools/reach/impact';
import { configurationsOf } from '../../../tools/deploy/configurations';
import { configurationsBefore } from '../../../tools/model/terraform/before';
import { Body, Configuration } from '../../../tools/model/terraform/stacks';
import { readTerraform } from '../../../tools/model/terraform/read';
import { sampleEnvironments } from '../../support/sample-estate';
import { synthesize } from '../../support/synthesis';

const { own } = configurationsOf(
  synthesize({ environments: sampleEnvironments().filter(({ name }) => name === 'dev') }),
  'dev',
);
const bodyOf = (stack: string, type: string, name: string): Body =>
  own[stack]?.resource?.[type]?.[name] ?? {};
const change = (address: string, actions: string[], before?: Body, after?: Body) => ({
  address,
  type: address.split('.')[0] ?? '',
  change: { actions, before, after },
});

/** A planned change of every resource that does nothing, with ids as AWS makes them. */
const GROUP = 'sg-0123456789abcdef0';
const groups = Object.fromEntries(
  Object.entries(own).map(([stack, { resource = {} }]) => [
    stack,
    Object.keys(resource['aws_security_group'] ?? {}).map((name, index) => {
      const values = { id: `${GROUP.slice(0, -2)}${stack.length}${index}`.slice(0, 20), name: 'x' };
      return change(`aws_security_group.${name}`, ['no-op'], values, values);
    }),
  ]),
);
const idOf = (stack: string, name: string): unknown =>
  (groups[stack]?.find(({ address }) => address === `aws_security_group.${name}`)?.change.before as Body)[
    'id'
  ];

test('without changes the deployed stacks are the synthesized ones', () => {
  expect(configurationsBefore(own, groups)).toEqual(own);
});

test('a rule that a plan takes away closes what it opened, and costs nothing', () => {
  const [name = ''] = Object.keys(own['dev-platform']?.resource?.['aws_security_group'] ?? {});
  const before = configurationsBefore(own, {
    ...groups,
    'dev-platform': [
      ...(groups['dev-platform'] ?? []),
      change('aws_vpc_security_group_ingress_rule.old', ['delete'], {
        security_group_id: idOf('dev-platform', name),
        cidr_ipv4: '0.0.0.0/0',
        from_port: 8443,
        to_port: 8443,
        ip_protocol: 'tcp',
        referenced_security_group_id: '',
        prefix_list_id: null,
      }),
    ],
  });
  const { notes, sections } = impactOf('dev', before, own);
  expect(notes).toEqual([]);
  expect(sections).toEqual(['## Reach\n\n### Closes\n\n- `internet → alb tcp/8443`']);
  expect(impactOf('dev', own, before).sections[0]).toContain('### Opens');
});

test('an attribute that a plan changes has its earlier value, one that AWS sets is left out', () => {
  const path = ['dev-services', 'aws_appautoscaling_target', 'vets-service_scaling_target'] as const;
  const before = configurationsBefore(own, {
    'dev-services': [
      change(
        'aws_appautoscaling_target.vets-service_scaling_target',
        ['update'],
        { ...bodyOf(...path), min_capacity: 3, arn: 'arn:aws:x' },
        { ...bodyOf(...path), tags: null },
      ),
    ],
  });
  expect(before['dev-services']?.resource?.[path[1]]?.[path[2]]).toEqual({
    ...bodyOf(...path),
    min_capacity: 3,
  });
  expect(impactOf('dev', before, own).notes).toEqual([
    expect.stringMatching(/^This change costs about \$\d+\.\d\d a month less: `aws_ecs_service` −\$/),
  ]);
});

test('a list that was empty is empty again: an address that a plan allows opens its requests', () => {
  const [name = ''] = Object.keys(own['dev-edge']?.resource?.['aws_wafv2_ip_set'] ?? {});
  const address = `aws_wafv2_ip_set.${name}`;
  const set = bodyOf('dev-edge', 'aws_wafv2_ip_set', name);
  const planned = { ...own, 'dev-edge': structuredClone(own['dev-edge'] ?? {}) };
  const listed = { ...set, addresses: ['203.0.113.7/32'] };
  Object.assign(planned['dev-edge'].resource?.['aws_wafv2_ip_set'] ?? {}, { [name]: listed });
  const before = configurationsBefore(planned, {
    'dev-edge': [change(address, ['update'], { ...set, addresses: [] }, listed)],
  });
  expect(impactOf('dev', before, planned).sections[0]).toContain(
    '- `GET /admin → admin-server from 203.0.113.7`',
  );
});

test('what a plan adds was not there: a second NAT gateway costs its hours and its address', () => {
  const before = configurationsBefore(own, {
    'dev-network': ['aws_nat_gateway.internet_nat-gateway-b', 'aws_eip.internet_nat-address-b'].map(
      (address) => change(address, ['create'], undefined, {}),
    ),
  });
  expect(Object.keys(before['dev-network']?.resource?.['aws_nat_gateway'] ?? {})).toEqual([
    'internet_nat-gateway-a',
  ]);
  expect(impactOf('dev', before, own).notes[0]).toContain(
    '$36.50 a month more: `aws_eip` +$3.65, `aws_nat_gateway` +$32.85.',
  );
});

test('an environment that is new, gone or unknown has no impact', () => {
  const nothing = { notes: [], sections: [] };
  const empty: Record<string, Configuration> = {};
  expect(impactOf('dev', empty, own)).toEqual(nothing);
  expect(impactOf('dev', own, empty)).toEqual(nothing);
  expect(impactOf('other', own, own)).toEqual(nothing);
  expect(readTerraform(own).network.vpcs).toHaveLength(1);
});
