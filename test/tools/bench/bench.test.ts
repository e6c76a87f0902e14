import { bench } from '../../../tools/bench/run';
import { temporaryFolder } from '../../support/temporary-folder';

test('the benchmark runs: each measure has a ratio', async () => {
  const print = jest.spyOn(console, 'log').mockImplementation();
  expect(await bench(1, 'dev', temporaryFolder('bench'))).toBe(0);
  expect(
    print.mock.calls.map(([line]) =>
      String(line)
        .replace(/\d+(\.\d+)?/g, '#')
        .replace(/ +/g, ' '),
    ),
  ).toEqual([
    'synthesis of all environments # ms, # times importing its packages through tsx',
    'synthesis of # services # ms, # times that of #; resources: # times',
    'report on # changes # ms, # times reading their JSON',
    'requests to the running system: not measured, since none runs; `npm start` starts one',
  ]);
});
