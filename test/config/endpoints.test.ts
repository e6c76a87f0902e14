import { endpointNeeds, endpoints, endpointsFor } from '../../src/config/endpoints';
import { ABSENT, changed, problemsOf } from './configuration';
import { dev } from '../support/sample-estate';

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
  endpointsFor(endpointNeeds({ operatorAccess, genai: { bedrockAccess: 'endpoint' }, network: dev.network }));

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
    Object.keys(endpointsFor(endpointNeeds({ genai: { bedrockAccess } })));
  expect(through('endpoint').filter((key) => !through('nat').includes(key))).toEqual(['bedrock-runtime']);
});

describe('a choice of endpoints', () => {
  const without = (key: string, changes: object = {}) =>
    problemsOf([
      changed(dev, {
        'network.interfaceEndpoints': ['ssm', 'secretsmanager'].filter((each) => each !== key),
        ...changes,
      }),
    ]);

  it('can do without all but those that functions have no way around', () => {
    expect(without('xray')).toEqual([]);
    expect(without('secretsmanager')).toEqual([
      'dev.network.interfaceEndpoints: lacks secretsmanager; allowed: lists with it, the only way of genai and db-migrate: ' +
        'ECS and the GenAI function read passwords; the migration function makes those of the application users.',
    ]);
    expect(without('ssm')).toHaveLength(1);
  });

  it('can do without what only GenAI needs where that is left out or goes through NAT', () => {
    expect(without('ssm', { genai: ABSENT })).toEqual([]);
    expect(without('ssm', { 'genai.bedrockAccess': 'nat' })).toEqual([]);
    expect(without('ssm', { genai: ABSENT, 'operatorAccess.opsHost': true })).toHaveLength(1);
  });

  it('has no key twice, and none that another setting decides on', () => {
    expect(problemsOf([changed(dev, { 'network.interfaceEndpoints': ['ssmmessages'] })])).toHaveLength(1);
  });
});

describe('the endpoint catalogue', () => {
  it.each(Object.entries<{ service: string; actions: string[]; operatorActions?: string[] }>(endpoints))(
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
