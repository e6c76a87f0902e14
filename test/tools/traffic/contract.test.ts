import { setTimeout as sleep } from 'node:timers/promises';
import { Answer, atTheEdge, Recorded, recorded, send, told } from '../../stand-ins/contract';
import { Clinic, startClinic } from '../../stand-ins/clinic';
import { Estate, openEstate, sampleModel } from './estate';

const model = sampleModel();
const isBinary = model.apis.every(({ binaryMediaTypes }) => binaryMediaTypes.includes('*/*'));
let clinic: Clinic;
let estate: Estate;

beforeAll(async () => {
  [clinic, estate] = await Promise.all([startClinic(), openEstate(model)]);
  for (const [service, url] of Object.entries(clinic.urls)) estate.add(service, new URL(url).hostname);
});

const pathOf = (service: string): string => new URL(clinic.urls[service] ?? '').pathname;

/** Scheme and host that the deployed mappings tell the services. */
function publicOrigin(): string {
  const mapped = model.apis.flatMap(({ methods }) =>
    methods.map(({ integration }) => integration?.requestParameters['integration.request.header.Forwarded']),
  );
  const [, host = ''] = /host=([^']+)'/.exec(mapped.find((value) => value !== undefined) ?? '') ?? [];
  return `https://${host}`;
}

const ask = async (record: Recorded, source = '203.0.113.9'): Promise<Answer> =>
  send(`${estate.url}/v1${pathOf(record.service)}`, record, { 'X-Emulator-Source': source });

async function allUp(record: Recorded): Promise<void> {
  for (let tries = 0; tries < 250; tries += 1) {
    const instances = JSON.parse((await ask(record)).body.toString()) as { statusInfo: { status: string } }[];
    if (instances.every(({ statusInfo }) => statusInfo.status === 'UP')) return;
    await sleep(200);
  }
  throw new Error('not all instances are up');
}

test('the recorded requests, through the public URL, in their order', async () => {
  const differences: string[] = [];
  for (const [index, record] of recorded.entries()) {
    if (record.path === '/instances') await allUp(record);
    // Without binary media types a gateway spoils pictures.
    if (record.contentType === 'image/png' && !isBinary) continue;
    const answer = await ask(record);
    const { status, contentType, answer: expected } = atTheEdge(record);
    const found = {
      status: answer.status,
      contentType: answer.contentType,
      answer: told(answer, { ...record, answer: expected }, publicOrigin()),
    };
    try {
      expect(found).toEqual({ status, contentType, answer: expected });
    } catch (error) {
      differences.push(`${String(index)} ${record.method} ${record.path}: ${(error as Error).message}`);
    }
  }
  expect(differences).toEqual([]);
  expect(recorded).toHaveLength(85);
});

test('to any other caller the admin server is closed', async () => {
  for (const record of recorded.filter(({ service }) => service === 'admin-server')) {
    expect((await ask(record, '192.0.2.7')).status).toBe(403);
  }
});
