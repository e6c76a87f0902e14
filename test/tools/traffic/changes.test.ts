import { requestOf } from '../../../tools/model/http';
import { Model } from '../../../tools/model/model';
import { PreparedModel } from '../../../tools/model/request';
import { Estate, openEstate, ownAddresses, sampleModel, Seen, startEcho } from './estate';

type Change = (model: Model) => Model;

/** Removes everything whose id ends so, wherever it stands. */
const without =
  (...ends: string[]): Change =>
  (model) =>
    JSON.parse(JSON.stringify(model), (_, value: unknown) =>
      Array.isArray(value)
        ? (value as { id?: string }[]).filter(({ id = '' }) => !ends.some((end) => id.endsWith(end)))
        : value,
    ) as Model;

/** Changes every object whose id ends so. */
const changed =
  (end: string, change: (value: Record<string, unknown>) => object): Change =>
  (model) =>
    JSON.parse(JSON.stringify(model), (_, value: unknown) =>
      typeof value === 'object' && value !== null && String((value as { id?: string }).id).endsWith(end)
        ? change(value as Record<string, unknown>)
        : value,
    ) as Model;

const VETS = 'vets-service_below_integration';

const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ['a listener rule is removed', without('vets-service_route_rule')],
  [
    'a header is no longer mapped',
    changed(VETS, ({ requestParameters, ...rest }) => ({
      ...rest,
      requestParameters: Object.fromEntries(
        Object.entries(requestParameters as object).filter(([key]) => !key.endsWith('x-origin-verify')),
      ),
    })),
  ],
  ['a path is no longer mapped', changed(VETS, (value) => ({ ...value, requestParameters: {} }))],
  ['a method is removed', without('visits-service_exact_method')],
  [
    'an integration leads elsewhere',
    changed(VETS, ({ uri, ...rest }) => ({
      ...rest,
      uri: String(uri).replace('/api/vets/', '/api/visits/'),
    })),
  ],
  ['a service no longer lets the load balancer in', without('vets-service_from-load-balancer_in')],
  ['the load balancer no longer may reach a service', without('customers-service_from-load-balancer_out')],
  ['the load balancer is closed', without('load-balancer_http-from-any')],
  ['a network ACL lets nothing in', without('app_acl_in-all-from-vpc', 'app_acl_in-answers-from-any')],
  ['answers may not leave the public subnets', without('public_acl_out-all-to-any')],
  ['the public subnets have no way out', without('internet_public-route-a', 'internet_public-route-b')],
  ['the rule against paths of the actuator is removed', without('.rule[actuator]')],
  [
    'a rule of the firewall only counts',
    changed('.rule[admin-addresses]', (value) => ({
      ...value,
      action: { kind: 'count' },
    })),
  ],
  [
    'the firewall blocks what no rule allows',
    changed('webacl/petclinic-dev-api/1', (value) => ({
      ...value,
      defaultAction: { kind: 'block' },
    })),
  ],
  [
    'the firewall of the load balancer blocks',
    changed('webacl/petclinic-dev-load-balancer/1', (value) => ({
      ...value,
      defaultAction: { kind: 'block', response: { status: 451 } },
    })),
  ],
  ['a gateway response has its usual status', without('api_unknown-route')],
  [
    'a service has no target group',
    changed('aws_ecs_service.vets-service_service', (value) => ({ ...value, targets: [] })),
  ],
  [
    'a rule expects another header',
    changed('visits-service_route_rule', ({ conditions, ...rest }) => ({
      ...rest,
      conditions: (conditions as { field: string }[]).map((one) =>
        one.field === 'http-header' ? { ...one, values: ['other'] } : one,
      ),
    })),
  ],
];

const REQUESTS: readonly (readonly [method: string, path: string, source: string])[] = [
  ['GET', '/api/customers/owners', '192.0.2.1'],
  ['POST', '/api/customers', '192.0.2.1'],
  ['GET', '/api/vets/vets?a=b', '192.0.2.1'],
  ['GET', '/api/vets', '192.0.2.1'],
  ['PUT', '/api/visits/pets/visits', '192.0.2.1'],
  ['GET', '/api/visits', '192.0.2.1'],
  ['OPTIONS', '/api/vets/vets', '192.0.2.1'],
  ['GET', '/admin', '192.0.2.1'],
  ['GET', '/admin', '203.0.113.9'],
  ['GET', '/api/vets/actuator/env', '192.0.2.1'],
  ['GET', '/api/vets/actuator/health', '192.0.2.1'],
  ['GET', '/nothing', '192.0.2.1'],
];

const model = sampleModel();
const address = ownAddresses();
const services = new Map<string, string>();
let estate: Estate;

beforeAll(async () => {
  estate = await openEstate(model);
  for (const service of ['customers-service', 'vets-service', 'visits-service', 'admin-server']) {
    const at = address();
    services.set(at, `petclinic-dev-${service}`);
    await startEcho(estate, service, at);
  }
});

/** Outcome of each request: the service that it reached with its URL, else the status. */
const asked = (): Promise<unknown[]> =>
  Promise.all(
    REQUESTS.map(async ([method, path, source]) => {
      const answer = await fetch(`${estate.url}/v1${path}`, {
        method,
        headers: { 'x-emulator-source': source },
      });
      const text = await answer.text();
      if (answer.status !== 200) return answer.status;
      const { task, url } = JSON.parse(text) as Seen;
      return `${services.get(task) ?? ''} ${url}`;
    }),
  );

const expected = (changedModel: Model): unknown[] => {
  const prepared = new PreparedModel(changedModel);
  return REQUESTS.map(([method, path, source]) => {
    const { status, reached } = prepared.judgeApi(requestOf(method, path, { source }));
    if (reached === undefined) return status;
    const { request, placement } = reached;
    return `${placement.name} ${request.path}${request.query === '' ? '' : `?${request.query}`}`;
  });
};

test('unchanged, requests end where the model says', async () => {
  const answers = await asked();
  expect(answers).toEqual(expected(model));
  expect(answers.filter((answer) => typeof answer === 'string')).toHaveLength(8);
});

test.each(CHANGES)('%s: exactly the requests break that the model says', async (_, change) => {
  const after = change(model);
  estate.change(after);
  const answers = await asked();
  expect(answers).toEqual(expected(after));
  expect(answers).not.toEqual(expected(model));
});
