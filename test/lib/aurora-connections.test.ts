import fc from 'fast-check';
import { maxConnections, neededConnections } from '../../src/lib/aurora-connections';

test.each([
  [1, 90],
  [3.5, 90],
  [4, 135],
  [8, 1000],
  [15.5, 1000],
  [128, 5000],
  [256, 5000],
])('%d ACU take %d connections', (acu, connections) => {
  expect(maxConnections(acu)).toBe(connections);
});

test('more capacity never takes fewer connections', () => {
  const acu = fc.integer({ min: 2, max: 512 }).map((halves) => halves / 2);
  fc.assert(
    fc.property(acu, acu, (one, other) => {
      expect(maxConnections(Math.max(one, other))).toBeGreaterThanOrEqual(
        maxConnections(Math.min(one, other)),
      );
    }),
  );
});

test('each task has four connections a vCPU, and deployments run twice the tasks; seventeen are for functions and an administrator', () => {
  expect(neededConnections([])).toBe(17);
  expect(
    neededConnections([
      { maxTasks: 4, cpu: 512 },
      { maxTasks: 1, cpu: 256 },
    ]),
  ).toBe(17 + 16 + 4);
  expect(neededConnections([{ maxTasks: 3, cpu: 2048 }])).toBe(17 + 48);
});

test('each request of the GenAI function at once has a connection', () => {
  expect(neededConnections([{ maxTasks: 1, cpu: 512 }], 20)).toBe(31);
});
