import { outputTable, stackTable, table } from '../../../tools/deploy/report';
import { StackReport } from '../../../tools/deploy/stack';

const report = (stack: string, seconds: number, rest: Partial<StackReport> = {}): StackReport => ({
  stack,
  resources: 0,
  changes: { add: 0, change: 0, remove: 0 },
  outputs: {},
  seconds,
  ...rest,
});

it('aligns texts left and numbers right', () => {
  expect(
    table([
      ['Name', 'N', 'Note'],
      ['a', '7', ''],
      ['long name', '12', 'x'],
    ]),
  ).toBe(['Name        N  Note', 'a           7', 'long name  12  x'].join('\n'));
});

it('adds the stacks up, but for the time: they ran side by side', () => {
  const stacks = [
    report('dev-security', 61.4, { resources: 21, changes: { add: 21, change: 0, remove: 0 } }),
    report('dev-network', 20.6, { resources: 81, changes: { add: 2, change: 3, remove: 4 } }),
  ];
  const run = { succeeded: true, stacks, failures: [], interrupted: [], notStarted: [] };
  expect(stackTable(run, 63.2).split('\n')).toEqual([
    'Stack         Resources  Added  Changed  Destroyed  Seconds',
    'dev-security         21     21        0          0       61',
    'dev-network          81      2        3          4       21',
    'Total               102     23        3          4       63',
  ]);
});

describe('outputTable', () => {
  it('shows addresses and versions of each stack, lists as lines', () => {
    const outputs = {
      arn: { sensitive: false, value: 'arn:aws:x' },
      app_subnet_ids: { sensitive: false, value: ['subnet-1', 'subnet-2'] },
      schema_versions: { sensitive: false, value: ['0001 tables', '0002 sample data'] },
      api_url: { sensitive: false, value: 'http://api' },
    };
    expect(outputTable([report('dev-edge', 1, { outputs }), report('dev-empty', 1)])?.split('\n')).toEqual([
      'dev-edge  api_url          http://api',
      '          schema_versions  0001 tables, 0002 sample data',
    ]);
  });

  it('never shows a sensitive output, a structure or nothing', () => {
    const outputs = {
      a_url: { sensitive: true, value: 'secret' },
      b_url: { sensitive: true },
      c_url: { sensitive: false, value: { a: 1 } },
      d_url: { sensitive: false, value: '' },
      e_url: { sensitive: false, value: [] },
    };
    expect(outputTable([report('dev-data', 1, { outputs })])).toBeUndefined();
  });
});
