import { endpoints, endpointsFor } from '../../src/config/endpoints';

const off = { ecsExec: false, opsHost: false };
const always = [
  'bedrock-runtime',
  'ecr.api',
  'ecr.dkr',
  'kms',
  'logs',
  'monitoring',
  'secretsmanager',
  'ssm',
  'sts',
  'xray',
];

const endpointsWith = (operatorAccess: typeof off) =>
  endpointsFor({ operatorAccess, bedrockAccess: 'endpoint' });

const servicesOf = (access: typeof off) =>
  Object.values(endpointsWith(access))
    .map(({ service }) => service)
    .sort();

describe('endpointsFor', () => {
  it('has ten endpoints where no operator gets in', () => {
    expect(servicesOf(off)).toEqual(always);
    expect(endpointsWith(off).ssm?.actions).not.toContain('ssm:UpdateInstanceInformation');
    expect(endpointsWith(off).logs?.actions).not.toContain('logs:DescribeLogStreams');
  });

  it.each([
    { ecsExec: true, opsHost: false },
    { ecsExec: false, opsHost: true },
  ])('adds ssmmessages, and what the agent reports, for %j', (access) => {
    expect(servicesOf(access)).toEqual([...always, 'ssmmessages'].sort());
    expect(endpointsWith(access).ssm?.actions).toContain('ssm:UpdateInstanceInformation');
    expect(endpointsWith(access).ssmmessages?.actions).toHaveLength(4);
    expect(endpointsWith(access).logs?.actions).toContain('logs:DescribeLogStreams');
  });
});

test('where Bedrock is reached through NAT, no endpoint takes its name', () => {
  const through = (bedrockAccess: 'endpoint' | 'nat') =>
    Object.keys(endpointsFor({ operatorAccess: off, bedrockAccess }));
  expect(through('endpoint').filter((key) => !through('nat').includes(key))).toEqual(['bedrock-runtime']);
});

describe('the endpoint catalogue', () => {
  it.each(Object.entries(endpoints))(
    '%s lets through exact actions of its own service, each once',
    (_key, endpoint) => {
      const actions = [...endpoint.actions, ...(endpoint.operatorActions ?? [])];
      const prefix = { monitoring: 'cloudwatch', 'bedrock-runtime': 'bedrock' }[endpoint.service];
      for (const action of actions) {
        expect(action).toMatch(/^[a-z]+:[A-Z][A-Za-z]+$/);
        expect(action.split(':')[0]).toBe(prefix ?? endpoint.service.split('.')[0]);
      }
      expect(new Set(actions).size).toBe(actions.length);
      expect(actions.length).toBeGreaterThan(0);
    },
  );

  it('has keys that can be part of an address', () => {
    for (const key of Object.keys(endpoints)) expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
