import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Browser, Page } from 'playwright-core';
import { Pages } from '../../../tools/traffic/page/pages';
import { openBrowser } from '../../../tools/support/browser';
import { serveWayIn } from '../../../tools/traffic/way-in';
import { Estate, ownAddresses, sampleModel, startEcho } from './estate';

const OWNERS = [
  {
    firstName: '<b>George',
    lastName: 'Franklin',
    city: 'Madison',
    pets: [{ name: 'Leo', type: { name: 'cat' } }],
  },
];
const VETS = [{ firstName: 'James', lastName: 'Carter', specialties: [] }];
const STATE = {
  resources: [
    { mode: 'managed', instances: [{}, {}] },
    { mode: 'data', instances: [{}] },
  ],
};

/** Answers of the AWS API to the page: one state in a bucket, one log group. */
function aws({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = url.split('?');
  const action = String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1);
  const send = (type: string, body: string): void =>
    void response.writeHead(200, { 'content-type': type }).end(body);
  const json = (value: object): void => {
    send('application/json', JSON.stringify(value));
  };
  if (action === 'DescribeLogGroups') json({ logGroups: [{ logGroupName: '/ecs/vets' }] });
  else if (action === 'FilterLogEvents')
    json({ events: [{ timestamp: 0, message: 'Started VetsApplication' }] });
  else if (method !== 'GET') response.writeHead(400).end();
  else if (path === '/') send('text/xml', '<R><Buckets><Bucket><Name>states</Name></Bucket></Buckets></R>');
  else if (query.includes('list-type=2')) {
    const contents = ['account/account', 'account/us-west-2', 'dev/network'].map(
      (key) =>
        `<Contents><Key>petclinic/${key}.tfstate</Key><ETag>1</ETag><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>`,
    );
    send('text/xml', `<R>${contents.join('')}</R>`);
  } else json(STATE);
}

let estate: Estate;
let browser: Browser;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  estate = new Estate(sampleModel());
  const server: Server = createServer(aws);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(
    () => server.close(),
    () => {
      server.closeAllConnections();
    },
  );
  estate.endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const onError = (message: string): void => void estate.problems.push(message);
  const wayIn = await serveWayIn(estate, { port: 0, pages: new Pages(estate).answer, onError });
  ends.push(() => wayIn.close());
  estate.url = `http://127.0.0.1:${String(wayIn.port)}`;
  const address = ownAddresses();
  const answers = { 'customers-service': OWNERS, 'vets-service': VETS };
  for (const [service, answer] of Object.entries(answers)) {
    await startEcho(estate, service, address(), (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      return true;
    });
  }
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const end of ends) await end();
});

async function open(width = 1400, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  await page.goto(estate.url);
  await page.getByText('3 stacks with 6 resources').waitFor();
  await page.getByRole('cell', { name: 'James Carter' }).waitFor();
  return page;
}

test('it shows what runs, the picture, owners and vets, logs and docs', async () => {
  const page = await open();
  expect(await page.getByRole('table', { name: 'Tasks' }).innerText()).toMatch(/vets-service.*healthy/);
  expect(await page.getByRole('table', { name: 'Stacks' }).innerText()).toContain('dev-network');
  expect(await page.getByRole('table', { name: 'Owners' }).innerText()).toContain(
    '<b>George Franklin\tMadison\tLeo (cat)',
  );
  expect(await page.locator('#picture svg').getAttribute('aria-label')).toBe(
    'Requests and connections in dev',
  );
  await page.getByRole('link', { name: '/ecs/vets' }).click();
  expect(await page.locator('body').innerText()).toContain('Started VetsApplication');
  await page.goBack();
  expect(await page.getByText('Documentation').count()).toBe(1);
  await page.goto(`${estate.url}/docs/architecture.md`);
  expect(await page.locator('body').innerText()).toMatch(/^# /);
  await page.close();
});

test('a request is typed and sent by keyboard alone, and travels hop by hop', async () => {
  const page = await open();
  await page.getByLabel('Path').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(/Status 200, answered by petclinic-dev-vets-service/).waitFor();
  const hops = await page.locator('#hops li strong').allInnerTexts();
  expect(hops[0]).toBe('firewall: passes');
  expect(hops).toEqual(expect.arrayContaining(['API: passes', 'listener: passes', 'target group: passes']));
  const passed = await page.locator('#picture path.passed title').allTextContents();
  expect(passed.filter((title) => title.startsWith('load balancer'))).toEqual([
    'load balancer → vets-service 8080, us-west-2a',
  ]);
  await page.getByLabel('Path').fill('/admin');
  await page.getByLabel('Source address').fill('192.0.2.7');
  await page.getByRole('button', { name: 'Send' }).press('Enter');
  await page.getByText('Status 403, answered by no task or function').waitFor();
  expect(await page.locator('#hops li strong').allInnerTexts()).toEqual(['firewall: stops']);
  expect(await page.locator('#picture path.stopped title').allTextContents()).toEqual([
    'users → AWS WAF 443',
  ]);
  await page.close();
});

test('the assistant answers', async () => {
  const page = await open();
  const asked: unknown[] = [];
  await page.route('**/v1/api/genai', async (route) => {
    asked.push(route.request().postDataJSON());
    await route.fulfill({ json: { answer: 'Linda knows surgery.', sessionId: 'one' } });
  });
  const question = 'Which vets know surgery?';
  for (const count of [1, 2]) {
    await page.getByRole('button', { name: 'Ask' }).click();
    await page
      .getByRole('log')
      .getByText('Linda knows surgery.')
      .nth(count - 1)
      .waitFor();
  }
  expect(asked).toEqual([{ question }, { question, sessionId: 'one' }]);
  await page.close();
});

test.each([400, 900, 1150, 1400])(
  'at %i px nothing is wider than the window, the picture is whole, every control has a name, contrast is enough',
  async (width) => {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await open(width, scheme);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const hidden =
        "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('#picture'))";
      // A window narrower than the picture's smallest readable width scrolls it.
      if (width > 700) expect(await page.evaluate<number>(hidden)).toBe(0);
      const faults = await page.evaluate<string[]>(`(() => {
      const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
      const light = (colour) => rgb(colour).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
      const behind = (element) => {
        const { backgroundColor } = getComputedStyle(element);
        return rgb(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
      };
      const faint = [...document.querySelectorAll('h1, h2, p, a, label, input, button, th, td, caption, summary, small')]
        .filter((element) => {
          const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
          return (a + 0.05) / (b + 0.05) < 4.5;
        });
      const nameless = [...document.querySelectorAll('input, select')].filter(({ labels }) => labels.length === 0);
      return [...faint, ...nameless].map(({ outerHTML }) => outerHTML);
    })()`);
      expect(faults).toEqual([]);
      await page.close();
    }
  },
);

test('the picture is of what is deployed now: without its listener rule a service has no arrow', async () => {
  const page = await open();
  const arrow = page.locator('#picture title', { hasText: 'load balancer → vets-service' });
  expect(await arrow.count()).toBe(2);
  const before = estate.model;
  estate.change({
    ...before,
    loadBalancers: before.loadBalancers.map((balancer) => ({
      ...balancer,
      listeners: balancer.listeners.map((listener) => ({
        ...listener,
        rules: listener.rules.filter(({ id }) => !id.includes('vets')),
      })),
    })),
  });
  await arrow.first().waitFor({ state: 'detached' });
  estate.change(before);
  await page.close();
});
