import { Reach } from '../../../tools/reach/reach';
import { answer } from '../../../tools/trace/answer';
import { questionOf } from '../../../tools/trace/question';
import { send, sentLines, systemPort } from '../../../tools/trace/send';
import { Estate, openEstate, ownAddresses, startEcho } from '../traffic/estate';

let estate: Estate;

beforeAll(async () => {
  estate = await openEstate();
  await startEcho(estate, 'vets-service', ownAddresses()());
});

function ask(question: string, from = '192.0.2.1', bodySize = '0') {
  const asked = questionOf(question.split(' '), { from, at: 'api', headers: ['Accept=a/b'], bodySize });
  if (asked.kind !== 'request') throw new Error('not a request');
  const reach = new Reach('dev', estate.model);
  const model = answer(reach, asked);
  const sent = (): ReturnType<typeof send> => send(reach, asked, model, Number(new URL(estate.url).port));
  return { model, sent };
}

test.each([
  ['GET /api/vets/vets?a=b', 'vets-service', 200],
  ['POST /api/vets/vets', 'vets-service', 200],
  ['GET /api/vets/actuator/env', undefined, 403],
  ['GET /unknown', undefined, 404],
  ['OPTIONS /api/vets', undefined, 204],
])('%s fares as the model says', async (question, answeredBy, status) => {
  const { model, sent } = ask(question, '192.0.2.1', question.startsWith('POST') ? '100' : '0');
  const way = await sent();
  expect(way).toMatchObject({ status, disagreement: undefined });
  expect(way.answeredBy).toBe(answeredBy);
  const lines = sentLines(model, way);
  expect(lines.at(-1)).toBe('The model says the same.');
  expect(lines.filter((line) => /^ +\d+\.\d {2}[✓✗] {5}[✓✗] {4}/.test(line))).toHaveLength(way.hops.length);
});

test('a request that fares otherwise is told, with both ways', async () => {
  const { model, sent } = ask('GET /api/vets');
  const before = estate.model;
  estate.change({
    ...before,
    loadBalancers: before.loadBalancers.map((one) => ({
      ...one,
      listeners: one.listeners.map((listener) => ({ ...listener, rules: [] })),
    })),
  });
  const way = await sent();
  estate.change(before);
  expect(way.disagreement).toBe('the model says that it reaches vets-service; listener stopped it with 403');
  const lines = sentLines(model, way);
  expect(lines.at(-1)).toMatch(/^They disagree: /);
  expect(lines.join('\n')).toMatch(/✗ {10}listener: .*\n {16}✓ {4}listener: /);
});

test.each([
  ['https://ecs.us-west-2.amazonaws.com', 'names https://ecs.us-west-2.amazonaws.com'],
  ['http://127.0.0.1.example.com:4566', 'names http://127.0.0.1.example.com:4566'],
  ['', 'none runs'],
])('a place other than an emulator on this machine is refused: %s', async (endpoint, said) => {
  await expect(systemPort(endpoint)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(said) as string,
  });
});

test('an emulator on which nothing answers requests is refused', async () => {
  await expect(systemPort(estate.endpoint)).rejects.toMatchObject({ exitCode: 2 });
});
