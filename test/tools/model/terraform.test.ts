import { readTerraform } from '../../../tools/model/terraform/read';
import { Configuration } from '../../../tools/model/terraform/stacks';

const stack = (key: string, content: Omit<Configuration, 'terraform'>): Configuration => ({
  terraform: { backend: { s3: { key } } },
  ...content,
});
const remote = (key: string) => ({ backend: 's3', config: { key } });

/** Stacks that write everything in place, as others do. */
const stacks = {
  'sample-network': stack('sample/network.tfstate', {
    resource: {
      aws_vpc: { main: { cidr_block: '10.0.0.0/16', enable_dns_hostnames: true } },
      aws_subnet: {
        a: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.1.0/24', availability_zone: 'us-west-2a' },
        b: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.2.0/24', availability_zone: 'us-west-2b' },
      },
      aws_internet_gateway: { igw: {} },
      aws_route_table: {
        a: {
          vpc_id: '${aws_vpc.main.id}',
          route: [
            { cidr_block: '0.0.0.0/0', gateway_id: '${aws_internet_gateway.igw.id}' },
            { cidr_block: '10.9.0.0/16', vpc_peering_connection_id: 'pcx-1' },
            { ipv6_cidr_block: '::/0', gateway_id: '${aws_internet_gateway.igw.id}' },
          ],
        },
      },
      aws_route_table_association: {
        a: { route_table_id: '${aws_route_table.a.id}', subnet_id: '${aws_subnet.a.id}' },
      },
      aws_network_acl: {
        a: {
          vpc_id: '${aws_vpc.main.id}',
          subnet_ids: ['${aws_subnet.a.id}'],
          ingress: [
            {
              rule_no: 100,
              protocol: '-1',
              action: 'allow',
              cidr_block: '0.0.0.0/0',
              from_port: 0,
              to_port: 0,
            },
          ],
        },
      },
      aws_security_group: {
        app: {
          vpc_id: '${aws_vpc.main.id}',
          name: 'app',
          ingress: {
            from_port: 8080,
            to_port: 8081,
            protocol: 'tcp',
            self: true,
            cidr_blocks: ['10.0.0.0/16'],
          },
        },
      },
      aws_security_group_rule: {
        out: {
          security_group_id: '${aws_security_group.app.id}',
          type: 'egress',
          protocol: '-1',
          from_port: 0,
          to_port: 0,
          cidr_blocks: ['0.0.0.0/0'],
        },
      },
    },
    output: {
      subnets: { value: ['${aws_subnet.a.id}', '${aws_subnet.b.id}'] },
      groups: { value: { app: '${aws_security_group.app.id}' } },
    },
  }),
  'sample-services': stack('sample/services.tfstate', {
    data: { terraform_remote_state: { network: remote('sample/network.tfstate') } },
    resource: {
      aws_ecs_service: {
        web: {
          name: 'web',
          network_configuration: {
            subnets: '${data.terraform_remote_state.network.outputs.subnets}',
            security_groups: ['${data.terraform_remote_state.network.outputs.groups["app"]}'],
            assign_public_ip: true,
          },
        },
      },
      aws_instance: {
        host: {
          subnet_id: '${element(data.terraform_remote_state.network.outputs.subnets, 1)}',
          vpc_security_group_ids: ['${data.terraform_remote_state.network.outputs.groups.app}'],
          tags: { Name: 'host' },
        },
      },
      aws_lb: { web: { name: 'web', subnets: '${data.terraform_remote_state.network.outputs.nothing}' } },
    },
  }),
};
const model = readTerraform(stacks);
const id = (address: string): string => `sample-network/${address}`;

test('routes, entries and rules are read where they stand, in a resource of their own or in place', () => {
  const [table] = model.network.routeTables;
  expect(table?.routes.map(({ destination, kind, target }) => [destination, kind, target])).toEqual([
    ['0.0.0.0/0', 'internet-gateway', id('aws_internet_gateway.igw')],
    ['10.9.0.0/16', 'other', 'pcx-1'],
  ]);
  expect(model.network.acls[0]?.entries).toMatchObject([{ number: 100, isEgress: false, allows: true }]);
  expect(
    model.network.groups[0]?.rules.map(({ isEgress, protocol, from, to, peer }) => [
      isEgress,
      protocol,
      from,
      to,
      peer,
    ]),
  ).toEqual([
    [true, '-1', 0, 65535, '0.0.0.0/0'],
    [false, 'tcp', 8080, 8081, '10.0.0.0/16'],
    [false, 'tcp', 8080, 8081, id('aws_security_group.app')],
  ]);
  expect(model.network.vpcs[0]?.resolvesPrivateNames).toBe(true);
});

test('outputs are followed to the stack whose state is read, whole, by key and by index', () => {
  expect(model.services.ecs[0]).toMatchObject({
    id: 'sample-services/aws_ecs_service.web',
    subnets: [id('aws_subnet.a'), id('aws_subnet.b')],
    groups: [id('aws_security_group.app')],
    isPublic: true,
  });
  expect(model.services.instances[0]).toMatchObject({
    name: 'host',
    subnets: [id('aws_subnet.b')],
    groups: [id('aws_security_group.app')],
  });
});

test('an output that is not there stays a name that nothing has', () => {
  expect(model.loadBalancers[0]?.subnets).toEqual([
    'sample-services/data.terraform_remote_state.network#nothing',
  ]);
});
