import { loadEnvironments } from '../../src/config/load';
import { services } from '../../src/config/services';
import { blocks, Body, estateOf } from '../support/estate';
import { synthesize } from '../support/synthesis';

const { stacks } = estateOf(synthesize());
const edge = (environment: string): Record<string, Record<string, Body>> =>
  stacks[`${environment}-edge`]?.resource ?? {};
const integration = (environment: string): Body | undefined =>
  edge(environment)['aws_api_gateway_integration']?.['api_admin-server_exact_integration'];

/** The edge of `dev` with other settings. */
const changed = (settings: object): Record<string, Record<string, Body>> => {
  const environments = loadEnvironments()
    .filter(({ name }) => name === 'dev')
    .map((dev) => ({ ...dev, edge: { ...dev.edge, ...settings } }));
  return estateOf(synthesize({ environments })).stacks['dev-edge']?.resource ?? {};
};

test.each([
  [
    'dev',
    'http://${data.terraform_remote_state.platform.outputs.load_balancer_dns_name}/admin',
    '${aws_api_gateway_rest_api.api_api.id}.execute-api.us-west-2.amazonaws.com',
  ],
  ['prod', 'https://origin.petclinic.example.com/admin', 'petclinic.example.com'],
])(
  'in %s the gateway calls a name that fits, and tells which host browsers see',
  (environment, uri, host) => {
    expect(integration(environment)).toMatchObject({
      uri,
      request_parameters: { 'integration.request.header.Forwarded': `'proto=https;host=${host}'` },
    });
    // A prefix would come on top of the context path.
    expect(JSON.stringify(edge(environment))).not.toMatch(/x-forwarded-prefix/i);
  },
);

test.each([
  ['dev', 'https://${aws_api_gateway_rest_api.api_api.id}.execute-api.us-west-2.amazonaws.com/v1'],
  ['prod', 'https://petclinic.example.com'],
])('the address of %s is said', (environment, url) => {
  expect(stacks[`${environment}-edge`]?.output?.['api_url']?.['value']).toBe(url);
});

test('without one there is none, and the API answers under its own name', () => {
  expect(Object.keys(edge('dev')).filter((type) => /domain|route53|base_path/.test(type))).toEqual([]);
  expect(edge('dev')['aws_api_gateway_rest_api']?.['api_api']?.['disable_execute_api_endpoint']).toBe(false);
});

test('the setting of the account is made where the switch is on, and before the stage', () => {
  const stage = (resources: Record<string, Record<string, Body>>) =>
    resources['aws_api_gateway_stage']?.['stage_stage']?.['depends_on'];
  expect(stage(edge('dev'))).toEqual(['aws_api_gateway_account.api-gateway-account_account']);
  expect(edge('prod')).not.toHaveProperty('aws_api_gateway_account');
  expect(stage(edge('prod')) ?? []).toEqual([]);
});

test('whoever is on the list may call the admin server, and nobody else', () => {
  const addresses = (resources: Record<string, Record<string, Body>>) =>
    resources['aws_wafv2_ip_set']?.['admin-addresses_set']?.['addresses'];
  expect(addresses(edge('dev')) ?? []).toEqual([]);
  const list = ['203.0.113.7/32', '198.51.100.0/24'];
  expect(addresses(changed({ adminAllowList: list }))).toEqual([...list].sort());
});

test.each(['/admin', '/admin/', '/v1/admin', '/v1/admin/applications'])(
  '%s is a path of the admin server to the firewall',
  (path) => {
    expect(new RegExp(adminPath()).test(path)).toBe(true);
  },
);

test.each(['/', '/v1/api/vets', '/api/admin', '/v2/admin'])('%s is none', (path) => {
  expect(new RegExp(adminPath()).test(path)).toBe(false);
});

describe('actuator endpoints', () => {
  /** Whether the firewall before the API stops the path for what it is, decoded and normalized as it would. */
  function isClosed(path: string): boolean {
    const [acl] = Object.values(edge('dev')['aws_wafv2_web_acl'] ?? {}).filter(
      ({ name }) => name === 'petclinic-dev-api',
    );
    const rule = blocks(acl, 'rule').find(({ name }) => name === 'actuator');
    const regexes = [...JSON.stringify(rule).matchAll(/"regex_string":("[^"]+")/g)].map(
      ([, text = '']) => new RegExp(JSON.parse(text) as string),
    );
    expect(regexes).toHaveLength(3);
    const [closed, ...exceptions] = regexes;
    return closed?.test(path) === true && !exceptions.some((exception) => exception.test(path));
  }
  const inside = services.map(({ path }) => path).filter((path) => path !== '/admin');

  test.each(inside)('of %s are closed to the internet, but for its health', (path) => {
    for (const stage of ['', '/v1']) {
      for (const endpoint of [
        '',
        '/',
        '/info',
        '/metrics',
        '/metrics/jvm.memory.used',
        '/prometheus',
        '/env',
        '/heapdump',
      ]) {
        expect([endpoint, isClosed(`${stage}${path}/actuator${endpoint}`)]).toEqual([endpoint, true]);
      }
      expect(isClosed(`${stage}${path}/actuator/health`)).toBe(false);
      expect(isClosed(`${stage}${path}/actuator/health/readiness`)).toBe(false);
      expect(isClosed(`${stage}${path}/1`)).toBe(false);
    }
  });

  test.each([
    '/api/vets/actuator;a=b/metrics',
    '/api/vets/actuator/health/..;/metrics',
    '/api/vets/actuator/metrics;/actuator/health',
    '/api/vets/x/..;/actuator/metrics',
    '/api/vets/actuator/healthy',
  ])('%s is no way round it', (path) => {
    expect(isClosed(path)).toBe(true);
  });

  test('of services that the admin server shows are left to its own rule', () => {
    expect(isClosed('/v1/admin/instances/0f/actuator/metrics')).toBe(false);
    expect(isClosed('/v1/api/admin/actuator/metrics')).toBe(true);
  });
});

function adminPath(): string {
  const text = JSON.stringify(edge('dev')['aws_wafv2_web_acl']);
  return /"regex_string":"([^"]+)"/.exec(text)?.[1] ?? '';
}
