import { networkFor } from '../../../../tools/traffic/tasks/network';
import { prepareNetwork } from '../../../../tools/model/vpc/prepare';
import { matches } from '../../../../tools/traffic/tasks/target-health';
import { EcsService } from '../../../../tools/model/services';

const subnet = (id: string, cidr: string) => ({ id, name: id, vpc: 'vpc', zone: `zone-${id}`, cidr });
const network = prepareNetwork({
  ...{ vpcs: [], routeTables: [], acls: [], groups: [], endpoints: [], natGateways: [], prefixLists: [] },
  subnets: [subnet('a', '10.0.3.0/28'), subnet('b', '10.0.4.0/28')],
});
const service = {
  ...{ id: 'depot', name: 'depot', kind: 'task', groups: ['group'], isPublic: false },
  ...{ subnets: ['a', 'b'], registries: ['registry'] },
} as unknown as EcsService;

test('tasks go to the subnet with the fewest, each with an address of its own that AWS leaves free', () => {
  const all: ReturnType<typeof networkFor>[] = [];
  for (let count = 0; count < 22; count += 1) all.push(networkFor(service, network, all));
  expect(all.map(({ zone }) => zone)).toEqual(all.map((_, index) => (index % 2 === 0 ? 'zone-a' : 'zone-b')));
  expect(new Set(all.map(({ vpcAddress }) => vpcAddress)).size).toBe(22);
  const last = all.map(({ vpcAddress }) => Number(vpcAddress.split('.')[3]));
  expect([Math.min(...last), Math.max(...last)]).toEqual([4, 14]);
  for (const { address } of all) expect(address).toMatch(/^127\.\d+\.\d+\.1$/);
});

test.each([
  ['200', 200, true],
  ['200', 201, false],
  ['200,202', 202, true],
  ['200-299', 250, true],
  ['200-299', 300, false],
])('the matcher %s for the status %i', (matcher, status, expected) => {
  expect(matches(matcher, status)).toBe(expected);
});
