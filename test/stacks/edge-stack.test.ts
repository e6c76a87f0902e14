import { Body, estateOf } from '../support/estate';
import { synthesize } from '../support/synthesis';
import { sampleEnvironments } from '../support/sample-estate';

const { stacks } = estateOf(synthesize());
const edge = (environment: string): Record<string, Record<string, Body>> =>
  stacks[`${environment}-edge`]?.resource ?? {};
const integration = (environment: string): Body | undefined =>
  edge(environment)['aws_api_gateway_integration']?.['api_admin-server_exact_integration'];

/** The edge of `dev` with other settings. */
const changed = (settings: object): Record<string, Record<string, Body>> => {
  const environments = sampleEnvironments()
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

test('the gateway may call the function by each of its paths, and by no other', () => {
  const sources = Object.values(edge('dev')['aws_lambda_permission'] ?? {}).map(({ source_arn: arn }) =>
    String(arn),
  );
  expect(sources.map((arn) => arn.replace(/^.*execution_arn\}/, '')).sort()).toEqual([
    '/v1/*/api/genai',
    '/v1/*/api/genai/*',
  ]);
});

test('whoever is on the list may call the admin server, and nobody else', () => {
  const addresses = (resources: Record<string, Record<string, Body>>) =>
    resources['aws_wafv2_ip_set']?.['admin-addresses_set']?.['addresses'];
  expect(addresses(edge('dev')) ?? []).toEqual([]);
  const list = ['203.0.113.7/32', '198.51.100.0/24'];
  expect(addresses(changed({ adminAllowList: list }))).toEqual([...list].sort());
});

test('the firewall, CORS and the rule about actuators follow the path of what is restricted', () => {
  const environments = sampleEnvironments().map((environment) => ({
    ...environment,
    services: environment.services.map((service) => ({
      ...service,
      path: { 'admin-server': '/ops', 'vets-service': '/administration' }[service.name] ?? service.path,
    })),
  }));
  const { resource = {} } = estateOf(synthesize({ environments })).stacks['dev-edge'] ?? {};
  const patterns = [
    ...JSON.stringify(resource['aws_wafv2_web_acl']).matchAll(/"regex_string":"(\^[^"]*)"/g),
  ].map(([, pattern]) => pattern);
  const restricted = '^(/v1)?(/ops)(/|$)';
  expect(patterns.filter((pattern) => pattern === restricted)).toHaveLength(3);
  for (const path of ['/ops', '/v1/ops', '/ops/x']) expect(path).toMatch(new RegExp(restricted));
  for (const path of ['/administration', '/opsx', '/admin']) expect(path).not.toMatch(new RegExp(restricted));
  const preflights = Object.keys(resource['aws_api_gateway_method'] ?? {}).filter((name) =>
    name.includes('options'),
  );
  expect(preflights.filter((name) => name.includes('admin-server'))).toEqual([]);
  expect(preflights.filter((name) => name.includes('vets-service'))).not.toEqual([]);
});
