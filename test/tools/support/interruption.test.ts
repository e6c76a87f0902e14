import { watchInterruption } from '../../../tools/support/interruption';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const before = SIGNALS.map((signal) => process.listeners(signal));

afterEach(() => {
  SIGNALS.forEach((signal, i) => {
    for (const listener of process.listeners(signal)) {
      if (!before[i]?.includes(listener)) process.off(signal, listener);
    }
  });
});

it('fires once, tells of every press, and takes a signal that comes twice at once for one press', () => {
  const presses: number[] = [];
  const now = jest.spyOn(performance, 'now');
  const signal = watchInterruption((earlier) => presses.push(earlier));
  expect(signal.aborted).toBe(false);
  for (const [ms, name] of [
    [0, 'SIGINT'],
    [20, 'SIGINT'],
    [2000, 'SIGINT'],
    [4000, 'SIGTERM'],
  ] as const) {
    now.mockReturnValue(ms);
    process.emit(name, name);
  }
  expect(signal.aborted).toBe(true);
  expect(presses).toEqual([0, 1, 2]);
  now.mockRestore();
});
