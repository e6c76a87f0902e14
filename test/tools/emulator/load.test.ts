import { load } from '../../../tools/emulator/load';
import { Estate, openEstate, ownAddresses, Seen, startEcho } from '../traffic/estate';

const seen: Seen[] = [];
let estate: Estate;

beforeAll(async () => {
  estate = await openEstate();
  await startEcho(estate, 'vets-service', ownAddresses()(), (each) => {
    seen.push(each);
    return false;
  });
});

test('a load comes from as many addresses as it says, and every request passes firewall, API and load balancer', async () => {
  const urls = ['/api/vets', '/api/vets/vets'].map((path) => `${estate.url}/v1${path}`);
  const { statuses, median, p99 } = await load(urls, 120);
  expect(statuses).toEqual({ 200: 120 });
  expect(median).toBeLessThanOrEqual(p99);
  const sources = seen.map(({ headers }) => headers['x-forwarded-for']?.split(',')[0]);
  expect([seen.length, new Set(sources).size]).toEqual([120, 50]);
});

test('answers other than 200 are counted apart', async () => {
  const urls = [`${estate.url}/v1/nothing`, `${estate.url}/v1/api/vets`];
  const { statuses } = await load(urls, 4);
  expect(statuses).toEqual({ 200: 2, 404: 2 });
});
