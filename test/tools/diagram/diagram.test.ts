import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from 'playwright-core';
import { networkPicture } from '../../../tools/diagram/network-picture';
import { requestPicture } from '../../../tools/diagram/request-picture';
import { Model } from '../../../tools/model/model';
import { Reach } from '../../../tools/reach/reach';
import { openBrowser } from '../../../tools/support/browser';
import { liveEnvironments } from '../../support/live-estate';
import { sampleEnvironments } from '../../support/sample-estate';
import { PROJECT_ROOT } from '../../support/synthesis';
import { reaches } from '../reach/estate';

/** Faults of a picture as Chromium lays it out: texts that overlap something, cross a line or are cut. */
async function layoutFaults(browser: Browser, svg: string): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1400 } });
  try {
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    await page.addScriptTag({ path: join(__dirname, 'layout-faults.js') });
    return await page.evaluate<string[]>('layoutFaults()');
  } finally {
    await page.close();
  }
}

const live = reaches(liveEnvironments());
const sample = reaches(sampleEnvironments()).map(({ reach }) => reach);
const [dev] = sample;
if (dev === undefined) throw new Error('there is no environment');
const { model } = dev;

test('docs/generated/dev.svg shows what is synthesized (npm run diagram draws it anew)', () => {
  const committed = readFileSync(join(PROJECT_ROOT, 'docs/generated/dev.svg'), 'utf8');
  const [drawn] = live.flatMap(({ reach }) => (reach.environment === 'dev' ? requestPicture(reach) : []));
  if (drawn !== committed)
    throw new Error('docs/generated/dev.svg is outdated: npm run diagram draws it anew.');
  expect(Buffer.byteLength(committed)).toBeLessThan(250 * 1024);
});

describe('laid out by Chromium, texts neither overlap nor cross lines nor are cut', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each([...live.map(({ reach }) => reach), ...sample].map((reach) => [reach.environment, reach]))(
    '%s',
    async (_, reach) => {
      expect(await layoutFaults(browser, requestPicture(reach))).toEqual([]);
      expect(await layoutFaults(browser, networkPicture(reach))).toEqual([]);
    },
  );

  test('of a longer name that breaks at its hyphens', async () => {
    const longer = JSON.parse(
      JSON.stringify(model).replaceAll('vets-service', 'veterinary-appointments-service'),
    ) as Model;
    expect(await layoutFaults(browser, requestPicture(new Reach('dev', longer)))).toEqual([]);
  });

  test('faults are seen', async () => {
    const shifted = requestPicture(dev).replace(/(<text [^>]*x=")\d+("[^>]*>API Gateway)/, '$1190$2');
    expect(await layoutFaults(browser, shifted)).toContain('API Gateway on icon #api');
  });
});

/** Arrows of a picture, by their titles. */
const arrowsOf = (changed: Model): string[] =>
  [...requestPicture(new Reach('dev', changed)).matchAll(/<title>([^<]+)<\/title><\/path>/g)].map(
    ([, title = '']) => title,
  );
const all = arrowsOf(model);

const withNetwork = (change: (network: Model['network']) => Partial<Model['network']>): Model => ({
  ...model,
  network: { ...model.network, ...change(model.network) },
});
/** Model without the rules of a group whose id matches. */
const withoutRule = (rule: RegExp): Model =>
  withNetwork(({ groups }) => ({
    groups: groups.map((group) => ({ ...group, rules: group.rules.filter(({ id }) => !rule.test(id)) })),
  }));

describe('an arrow is there while its traffic is let through', () => {
  test('in each zone, from the way in to the database', () => {
    expect(all).toEqual(
      expect.arrayContaining([
        'users → AWS WAF 443',
        'AWS WAF → API Gateway',
        'API Gateway → load balancer, us-west-2a',
        'users → load balancer 80: 403, us-west-2b',
        'load balancer → vets-service 8080, us-west-2a',
        'load balancer → vets-service 8080, us-west-2b',
        'API Gateway → genai, us-west-2a',
        'vets-service → database 3306, us-west-2b',
        'vets-service → endpoints 443, us-west-2a',
        'vets-service → NAT gateway 443, us-west-2a',
        'NAT gateway → internet 443, us-west-2b',
        'admin-server → vets-service 8080, us-west-2a',
        'endpoints → Secrets Manager 443, us-west-2a',
      ]),
    );
    expect(all).not.toContain('admin-server → database 3306, us-west-2a');
    expect(all).not.toContain('vets-service → admin-server 9090, us-west-2a');
    expect(all).not.toContain('genai → NAT gateway 443, us-west-2a');
  });

  test.each<[string, Model, string[]]>([
    [
      "a security group's rule",
      withoutRule(/vets-service_to-database/),
      ['vets-service → database 3306, us-west-2a', 'vets-service → database 3306, us-west-2b'],
    ],
    [
      "a listener's rule",
      {
        ...model,
        loadBalancers: model.loadBalancers.map((balancer) => ({
          ...balancer,
          listeners: balancer.listeners.map((listener) => ({
            ...listener,
            rules: listener.rules.filter(({ id }) => !id.includes('vets')),
          })),
        })),
      },
      ['load balancer → vets-service 8080, us-west-2a', 'load balancer → vets-service 8080, us-west-2b'],
    ],
    [
      "the API's methods",
      {
        ...model,
        apis: model.apis.map((api) => ({
          ...api,
          methods: api.methods.filter(({ path }) => !path.startsWith('/api/genai')),
        })),
      },
      ['API Gateway → genai, us-west-2a', 'API Gateway → genai, us-west-2b'],
    ],
    [
      'an endpoint',
      withNetwork(({ endpoints }) => ({
        endpoints: endpoints.filter(({ service }) => !service.endsWith('.kms')),
      })),
      ['endpoints → KMS 443, us-west-2a', 'endpoints → KMS 443, us-west-2b'],
    ],
    ['the firewall', { ...model, firewalls: [] }, ['users → AWS WAF 443', 'AWS WAF → API Gateway']],
  ])('without %s it is gone', (_, changed, gone) => {
    const left = arrowsOf(changed);
    expect(all.filter((title) => !left.includes(title)).sort()).toEqual(gone.sort());
  });

  test('and its label with it', () => {
    expect(requestPicture(dev)).toContain('>/api/vets<');
    expect(requestPicture(new Reach('dev', withoutRule(/vets-service_from-load-balancer/)))).not.toContain(
      '>/api/vets<',
    );
  });
});

test('the network picture shows routes, entries of ACLs and endpoints, and loses them with the model', () => {
  const drawn = networkPicture(dev);
  const said = [
    '>s3 → gateway endpoint<',
    '>in 100: allow tcp 3306 from 10.0.3.0/24<',
    'app subnet → NAT gateway 0.0.0.0/0, us-west-2a',
    'public subnet → internet gateway 0.0.0.0/0, us-west-2b',
  ];
  expect(said.filter((one) => !drawn.includes(one))).toEqual([]);
  const empty = withNetwork(({ routeTables, acls }) => ({
    routeTables: routeTables.map((table) => ({ ...table, routes: [] })),
    acls: acls.map((acl) => ({ ...acl, entries: [] })),
  }));
  const left = networkPicture(new Reach('dev', empty));
  expect(said.filter((one) => left.includes(one))).toEqual([]);
});
