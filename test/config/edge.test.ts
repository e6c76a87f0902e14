import { dev, prod } from '../support/sample-estate';
import { changed, problemsOf } from './configuration';

const edgeWith = (key: string, value: unknown): readonly string[] =>
  problemsOf([changed(dev, { [`edge.${key}`]: value })]);

it.each([[[]], [['203.0.113.7/32']], [['203.0.113.7/32', '198.51.100.0/24', '0.0.0.0/1']]])(
  'lets %j to the admin server',
  (list) => {
    expect(edgeWith('adminAllowList', list)).toEqual([]);
  },
);

it.each([
  [['0.0.0.0/0'], 'adminAllowList.0: "0.0.0.0/0" is too large; allowed: /1 to /32'],
  [['203.0.113.7'], 'adminAllowList.0: "203.0.113.7"'],
  [['203.0.113.7/24'], 'adminAllowList.0: "203.0.113.7/24" has host bits set'],
  [['192.168.1.0/24'], 'adminAllowList.0: "192.168.1.0/24" is not public: no caller has it'],
  [['224.0.0.0/4'], 'adminAllowList.0: "224.0.0.0/4" is not public: no caller has it'],
  [['0.0.0.0/32'], 'adminAllowList.0: "0.0.0.0/32" is not public: no caller has it'],
  [['203.0.113.7/32', '203.0.113.7/32'], 'adminAllowList: "203.0.113.7/32" is there twice'],
])('refuses %j: the firewall would, or everyone would come in', (list, problem) => {
  const [first = '', ...others] = edgeWith('adminAllowList', list);
  expect(first).toContain(`dev.edge.${problem}`);
  expect(others).toEqual([]);
});

it.each(['https://www.example.com', 'http://localhost:8080'])('%s is an origin', (origin) => {
  expect(edgeWith('corsOrigin', origin)).toEqual([]);
});

it.each(['*', 'www.example.com', 'https://www.example.com/', "https://x'y", 'null'])(
  '%s is none, or every one',
  (origin) => {
    expect(edgeWith('corsOrigin', origin)).toEqual([
      `dev.edge.corsOrigin: ${JSON.stringify(origin)} is not allowed; allowed: the origin of the pages that call the API: http:// or https://, a host in lower case, a port where it is another, no path, such as https://www.example.com`,
    ]);
  },
);

it('refuses lists that let the internet in part by part, and those that AWS WAF does not take', () => {
  const quarters = ['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/2', '192.0.0.0/2'];
  for (const list of [['0.0.0.0/1', '128.0.0.0/1'], quarters]) {
    expect(edgeWith('adminAllowList', list)).toEqual([
      expect.stringContaining('lets most of the internet in'),
    ]);
  }
  const many = Array.from({ length: 10_001 }, (_, index) => `11.0.${index >> 8}.${index & 255}/32`);
  expect(edgeWith('adminAllowList', many.slice(1))).toEqual([]);
  expect(edgeWith('adminAllowList', many)).toEqual([
    'dev.edge.adminAllowList: has 10001 entries; allowed: at most 10000',
  ]);
});

it.each([
  ...['http://localhost:0', 'http://localhost:99999', 'https://x.example:065', 'https://x.example:443'],
  ...['http://x.example:80', 'https://256.300.1.1', 'https://example.1', 'https://0.0.0.0', 'https://1'],
  ...[`https://${'a'.repeat(64)}.example`, `https://${'a.'.repeat(127)}example`],
])('%s is sent by no browser', (origin) => {
  expect(edgeWith('corsOrigin', origin)).toHaveLength(1);
});

it.each(['http://localhost:8080', 'http://www.petclinic.example.com', 'https://127.0.0.1'])(
  '%s is no origin of production',
  (origin) => {
    expect(problemsOf([changed(prod, { 'edge.corsOrigin': origin })])).toEqual([
      `prod.edge.corsOrigin: "${origin}" is not safe; allowed: an origin of https:// on another host in production`,
    ]);
  },
);
