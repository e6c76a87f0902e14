import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  NetworkAclEntry,
  Subnet,
} from '@aws-sdk/client-ec2';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { ACCOUNT, only, REGION, World } from './world';

const nameOf = ({ Tags }: { Tags?: { Key?: string; Value?: string }[] }): string =>
  Tags?.find(({ Key }) => Key === 'Name')?.Value ?? '';

/** Asks the emulator for the network of the environment. */
export function describeNetwork(world: () => World): void {
  const env = (): string => world().config.name;
  const cidr = (): string => world().config.network.cidr;
  const zones = () => world().config.network.zones;
  const vpc = async () =>
    only(
      (await world().aws.ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'cidr', Values: [cidr()] }] })))
        .Vpcs,
    );
  const inVpc = async () => ({ Filters: [{ Name: 'vpc-id', Values: [(await vpc()).VpcId ?? ''] }] });
  const subnets = async (): Promise<Subnet[]> =>
    (await world().aws.ec2.send(new DescribeSubnetsCommand(await inVpc()))).Subnets ?? [];
  const routeTables = async () =>
    (await world().aws.ec2.send(new DescribeRouteTablesCommand(await inVpc()))).RouteTables ?? [];

  /** The default route of each subnet, by the subnet's name: a gateway's id, or nothing. */
  async function waysOut(): Promise<Record<string, string | undefined>> {
    const tables = await routeTables();
    return Object.fromEntries(
      (await subnets()).map((subnet) => {
        const table = only(
          tables.filter(({ Associations = [] }) =>
            Associations.some(({ SubnetId }) => SubnetId === subnet.SubnetId),
          ),
        );
        const route = table.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
        return [nameOf(subnet), route?.NatGatewayId ?? route?.GatewayId];
      }),
    );
  }

  test('the VPC resolves names, which private endpoints need', async () => {
    const { VpcId = '' } = await vpc();
    const ask = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
      world().aws.ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
    expect((await ask('enableDnsSupport')).EnableDnsSupport?.Value).toBe(true);
    expect((await ask('enableDnsHostnames')).EnableDnsHostnames?.Value).toBe(true);
  });

  test('there is a subnet of each tier in each zone, none with public addresses', async () => {
    const found = (await subnets()).map((subnet) => [
      nameOf(subnet),
      subnet.AvailabilityZone,
      subnet.CidrBlock,
      subnet.MapPublicIpOnLaunch,
    ]);
    expect(found.sort()).toEqual([
      [`petclinic-${env()}-app-a`, zones().a?.zone, zones().a?.app, false],
      [`petclinic-${env()}-app-b`, zones().b?.zone, zones().b?.app, false],
      [`petclinic-${env()}-db-a`, zones().a?.zone, zones().a?.db, false],
      [`petclinic-${env()}-db-b`, zones().b?.zone, zones().b?.db, false],
      [`petclinic-${env()}-public-a`, zones().a?.zone, zones().a?.public, false],
      [`petclinic-${env()}-public-b`, zones().b?.zone, zones().b?.public, false],
    ]);
  });

  test('public subnets leave through the internet gateway, app subnets through the NAT gateway of their zone, db subnets not at all', async () => {
    const nats = (await world().aws.ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways ?? [];
    const all = await subnets();
    const natIn = (name: string): string | undefined => {
      const subnet = only(all.filter((each) => nameOf(each) === name));
      return only(nats.filter(({ SubnetId }) => SubnetId === subnet.SubnetId)).NatGatewayId;
    };
    const ways = await waysOut();
    expect(ways).toEqual({
      [`petclinic-${env()}-public-a`]: expect.stringMatching(/^igw-/) as unknown,
      [`petclinic-${env()}-public-b`]: ways[`petclinic-${env()}-public-a`],
      [`petclinic-${env()}-app-a`]: natIn(`petclinic-${env()}-public-a`),
      [`petclinic-${env()}-app-b`]: natIn(`petclinic-${env()}-public-b`),
      [`petclinic-${env()}-db-a`]: undefined,
      [`petclinic-${env()}-db-b`]: undefined,
    });
    expect(ways[`petclinic-${env()}-app-a`]).not.toBe(ways[`petclinic-${env()}-app-b`]);
  });

  test('each NAT gateway has an address of its own', async () => {
    const { Addresses = [] } = await world().aws.ec2.send(new DescribeAddressesCommand({}));
    expect(Addresses.map(nameOf).sort()).toEqual([`petclinic-${env()}-a`, `petclinic-${env()}-b`]);
    expect(new Set(Addresses.map(({ PublicIp }) => PublicIp)).size).toBe(2);
  });

  test('network ACLs let through what the tiers need and its answers, nothing else', async () => {
    const { NetworkAcls = [] } = await world().aws.ec2.send(new DescribeNetworkAclsCommand(await inVpc()));
    const own = NetworkAcls.filter(({ IsDefault }) => IsDefault !== true);
    const entries = Object.fromEntries(
      own.map((acl) => [nameOf(acl), (acl.Entries ?? []).filter(isOurs).map(inWords).sort()]),
    );
    expect(entries).toEqual({
      [`petclinic-${env()}-public`]: [
        'in 100 tcp 80-80 from 0.0.0.0/0',
        'in 110 tcp 443-443 from 0.0.0.0/0',
        `in 120 all from ${cidr()}`,
        'in 130 tcp 1024-65535 from 0.0.0.0/0',
        'out 100 all to 0.0.0.0/0',
      ],
      [`petclinic-${env()}-app`]: [
        `in 100 all from ${cidr()}`,
        'in 110 tcp 1024-65535 from 0.0.0.0/0',
        `out 100 all to ${cidr()}`,
        'out 110 tcp 80-80 to 0.0.0.0/0',
        'out 120 tcp 443-443 to 0.0.0.0/0',
      ],
      [`petclinic-${env()}-db`]: [
        `in 100 tcp 3306-3306 from ${zones().a?.app}`,
        `in 110 tcp 3306-3306 from ${zones().b?.app}`,
        `out 100 tcp 1024-65535 to ${zones().a?.app}`,
        `out 110 tcp 1024-65535 to ${zones().b?.app}`,
      ],
    });
    expect(own.map(({ Associations }) => Associations?.length)).toEqual([2, 2, 2]);
  });

  test('the default security group is empty, and the one of the endpoints lets nothing out, and in only groups on 443', async () => {
    const { SecurityGroups = [] } = await world().aws.ec2.send(
      new DescribeSecurityGroupsCommand(await inVpc()),
    );
    const group = (name: string) => only(SecurityGroups.filter((each) => nameOf(each) === name));
    expect(group(`petclinic-${env()}-default-unused`)).toMatchObject({
      IpPermissions: [],
      IpPermissionsEgress: [],
    });
    const { IpPermissions = [], IpPermissionsEgress } = group(`petclinic-${env()}-endpoints`);
    expect(IpPermissionsEgress).toEqual([]);
    for (const { FromPort, ToPort, IpRanges, UserIdGroupPairs = [] } of IpPermissions) {
      expect([FromPort, ToPort, IpRanges, UserIdGroupPairs.length > 0]).toEqual([443, 443, [], true]);
    }
  });

  describe('endpoints', () => {
    const endpoints = async () =>
      (await world().aws.ec2.send(new DescribeVpcEndpointsCommand(await inVpc()))).VpcEndpoints ?? [];
    const statements = (PolicyDocument: string | undefined) =>
      (JSON.parse(PolicyDocument ?? '{}') as { Statement: Record<string, unknown>[] }).Statement;

    test('an interface endpoint for each service, in both app subnets, under the usual name', async () => {
      const found = (await endpoints()).filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface');
      expect(found.map(({ ServiceName }) => ServiceName).sort()).toEqual(
        [
          'bedrock-runtime',
          'ecr.api',
          'ecr.dkr',
          'kms',
          'logs',
          'monitoring',
          'secretsmanager',
          'ssm',
          'sts',
          'xray',
        ].map((service) => `com.amazonaws.${REGION}.${service}`),
      );
      const app = (await subnets()).filter((subnet) => nameOf(subnet).startsWith(`petclinic-${env()}-app-`));
      for (const { PrivateDnsEnabled, SubnetIds, ServiceName } of found) {
        expect({ ServiceName, PrivateDnsEnabled, subnets: [...(SubnetIds ?? [])].sort() }).toEqual({
          ServiceName,
          PrivateDnsEnabled: true,
          subnets: app.map(({ SubnetId }) => SubnetId).sort(),
        });
      }
    });

    test('their policies name actions, for principals of this account only', async () => {
      const found = (await endpoints()).filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface');
      for (const { PolicyDocument, ServiceName } of found) {
        const { Action, Condition } = only(statements(PolicyDocument)) as {
          Action: string[];
          Condition: unknown;
        };
        expect({
          ServiceName,
          wildcards: Action.filter((action) => action.includes('*')),
          Condition,
        }).toEqual({
          ServiceName,
          wildcards: [],
          Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } },
        });
      }
    });

    const gateway = async (service: string) =>
      only(
        (await endpoints()).filter(
          ({ ServiceName, VpcEndpointType }) =>
            VpcEndpointType === 'Gateway' && ServiceName === `com.amazonaws.${REGION}.${service}`,
        ),
      );

    test.each(['dynamodb', 's3'])('the gateway of %s serves the app route tables', async (service) => {
      const app = (await routeTables()).filter((table) =>
        nameOf(table).startsWith(`petclinic-${env()}-app-`),
      );
      expect([...((await gateway(service)).RouteTableIds ?? [])].sort()).toEqual(
        app.map(({ RouteTableId }) => RouteTableId).sort(),
      );
    });

    test('the S3 gateway lets through own buckets and image layers', async () => {
      expect(statements((await gateway('s3')).PolicyDocument)).toMatchObject([
        { Condition: { StringEquals: { 'aws:ResourceAccount': ACCOUNT, 'aws:PrincipalAccount': ACCOUNT } } },
        { Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::prod-${REGION}-starport-layer-bucket/*`] },
      ]);
    });
  });

  test('flow logs of all traffic go to an encrypted log group that keeps them for a while', async () => {
    const { FlowLogs } = await world().aws.ec2.send(new DescribeFlowLogsCommand({}));
    const { logGroups } = await world().aws.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: `/petclinic/${env()}/vpc-flow-logs` }),
    );
    expect(only(logGroups)).toMatchObject({
      logGroupName: `/petclinic/${env()}/vpc-flow-logs`,
      retentionInDays: world().config.logRetentionDays,
      kmsKeyId: expect.stringMatching(/^arn:aws:kms:us-west-2:123456789012:key\//) as unknown,
    });
    expect(only(FlowLogs)).toMatchObject({
      ResourceId: (await vpc()).VpcId,
      TrafficType: 'ALL',
      FlowLogStatus: 'ACTIVE',
      LogDestination: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/petclinic/${env()}/vpc-flow-logs`,
      DeliverLogsPermissionArn: `arn:aws:iam::${ACCOUNT}:role/petclinic-${env()}-vpc-flow-logs`,
    });
  });

  test('the role of the flow logs writes to that group only', async () => {
    const name = `petclinic-${env()}-vpc-flow-logs`;
    const { PolicyDocument = '' } = await world().aws.iam.send(
      new GetRolePolicyCommand({ RoleName: name, PolicyName: name }),
    );
    const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
    const writing = Statement.filter(({ Action }) => Action.includes('logs:PutLogEvents'));
    expect(only(writing).Resource).toEqual([
      `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/petclinic/${env()}/vpc-flow-logs:*`,
    ]);
  });
}

/** The last entry of every ACL, 32767, is AWS's own: deny. */
const isOurs = ({ RuleNumber = 0 }: NetworkAclEntry): boolean => RuleNumber < 32767;

function inWords({
  Egress,
  RuleNumber,
  Protocol,
  PortRange,
  CidrBlock,
  RuleAction,
}: NetworkAclEntry): string {
  const what =
    Protocol === '-1'
      ? 'all'
      : `${Protocol === '6' ? 'tcp' : String(Protocol)} ${PortRange?.From}-${PortRange?.To}`;
  const words = `${Egress ? 'out' : 'in'} ${RuleNumber} ${what} ${Egress ? 'to' : 'from'} ${CidrBlock}`;
  return RuleAction === 'allow' ? words : `${words} ${RuleAction}`;
}
