import {
  CreateResourceCommand,
  DeleteResourceCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  DeleteLoadBalancerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isNameOf, readAws } from '../../tools/model/aws/read';
import { requestOf } from '../../tools/model/http';
import { Model } from '../../tools/model/model';
import { reachIn } from '../../tools/reach/folder';
import { Reach } from '../../tools/reach/reach';
import { emulatorPlace } from '../../tools/support/emulator-place';
import { comparable } from '../tools/model/comparable';
import { end, run } from './running';
import { only, World } from './world';

/** Holds the model that is read from the deployed `dev` against the one from the JSON, and against changes by hand. */
export function describeReach(world: () => World): void {
  const readNamed = (isOurs: (name: string) => boolean): Promise<Model> => {
    const { endpoint, config } = world();
    return readAws(emulatorPlace(endpoint, config), isOurs);
  };
  const deployed = (): Promise<Model> => readNamed((name) => isNameOf(world().config.name, name));
  const trace = async (...question: string[]): Promise<unknown[]> => {
    const { exitCode, said } = await end(run('trace', [...question, '--live'], world().session.env));
    return [exitCode, said];
  };

  test('describe calls and the synthesized JSON give the same model', async () => {
    const { outDir, config } = world();
    expect(comparable(await deployed())).toEqual(comparable(reachIn(outDir, config.name).model));
  });

  test('npm run trace -- --live follows requests and packets, and names what decides by its id', async () => {
    expect(await trace('GET', '/api/vets')).toEqual([
      0,
      expect.stringContaining('Reached: vets-service:8080 /api/vets'),
    ]);
    expect(await trace('tcp', 'vets-service', 'aurora', '3306')).toEqual([
      0,
      expect.stringMatching(/security group, in: sgr-/),
    ]);
  });

  test('a rule that somebody added by hand opens its flow', async () => {
    const { ec2 } = world().aws;
    const flow = async (): Promise<string> => {
      const reach = new Reach('dev', await deployed());
      return reach.flow(reach.ends('vets-service') ?? [], reach.ends('genai') ?? [], 'tcp', 443).verdict;
    };
    const { id: GroupId } = only(
      (await deployed()).network.groups.filter(({ name }) => name.startsWith('petclinic-dev-genai-')),
    );
    const rule = {
      GroupId,
      IpPermissions: [{ IpProtocol: '6', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    };
    expect(await flow()).toBe('denied');
    await ec2.send(new AuthorizeSecurityGroupIngressCommand(rule));
    expect(await flow()).toBe('allowed');
    await ec2.send(new RevokeSecurityGroupIngressCommand(rule));
    expect(await flow()).toBe('denied');
  });

  test('a method that somebody added and did not deploy serves nothing', async () => {
    const { apiGateway } = world().aws;
    const before = await deployed();
    const { id: restApiId } = only(before.apis);
    const { items } = await apiGateway.send(new GetResourcesCommand({ restApiId, limit: 500 }));
    const parentId = items?.find(({ path }) => path === '/')?.id;
    const { id: resourceId } = await apiGateway.send(
      new CreateResourceCommand({ restApiId, parentId, pathPart: 'by-hand' }),
    );
    const place = { restApiId, resourceId, httpMethod: 'GET' };
    await apiGateway.send(new PutMethodCommand({ ...place, authorizationType: 'NONE' }));
    await apiGateway.send(new PutIntegrationCommand({ ...place, type: 'MOCK' }));
    const after = await deployed();
    await apiGateway.send(new DeleteResourceCommand({ restApiId, resourceId }));
    expect(after.apis).toEqual(before.apis);
  });

  test('a network and a load balancer that the SDK made are read like those of the stacks', async () => {
    const { ec2, elb } = world().aws;
    const name = 'by-hand';
    const { Vpc: { VpcId } = {} } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16' }));
    const { InternetGateway: { InternetGatewayId } = {} } = await ec2.send(
      new CreateInternetGatewayCommand({}),
    );
    await ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
    const { RouteTable: { RouteTableId } = {} } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    await ec2.send(
      new CreateRouteCommand({
        RouteTableId,
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: InternetGatewayId,
      }),
    );
    const subnets: (string | undefined)[] = [];
    const associations: (string | undefined)[] = [];
    for (const zone of ['a', 'b']) {
      const { Subnet: { SubnetId } = {} } = await ec2.send(
        new CreateSubnetCommand({
          VpcId,
          CidrBlock: `10.99.${String(subnets.length)}.0/24`,
          AvailabilityZone: `${world().config.region}${zone}`,
        }),
      );
      const { AssociationId } = await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
      subnets.push(SubnetId);
      associations.push(AssociationId);
    }
    const { GroupId = '' } = await ec2.send(
      new CreateSecurityGroupCommand({ VpcId, GroupName: name, Description: name }),
    );
    const permission = { IpProtocol: 'tcp', FromPort: 80, ToPort: 81, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
    const { LoadBalancers } = await elb.send(
      new CreateLoadBalancerCommand({
        Name: name,
        Subnets: subnets.filter((subnet) => subnet !== undefined),
        SecurityGroups: [GroupId],
      }),
    );
    const { LoadBalancerArn } = only(LoadBalancers);
    const answer = (StatusCode: string) => [
      { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode, ContentType: 'text/plain' } },
    ];
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: answer('404'),
      }),
    );
    await elb.send(
      new CreateRuleCommand({
        ListenerArn: only(Listeners).ListenerArn,
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/tea/*'] } }],
        Actions: answer('418'),
      }),
    );

    const model = await readNamed((one) => one === name);
    const reach = new Reach('dev', model);
    const balancer = only(model.loadBalancers);
    const verdicts = [80, 81, 82].map(
      (port) => reach.flow(reach.ends('internet') ?? [], reach.ends('alb') ?? [], 'tcp', port).verdict,
    );
    const statuses = ['/tea/pot', '/coffee'].map(
      (path) => reach.prepared.judgeLoadBalancer(requestOf('GET', path), balancer, 80).status,
    );

    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    for (const AssociationId of associations) {
      await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
    }
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
    for (const SubnetId of subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await ec2.send(new DetachInternetGatewayCommand({ VpcId, InternetGatewayId }));
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));

    expect(verdicts).toEqual(['allowed', 'allowed', 'denied']);
    expect(statuses).toEqual([418, 404]);
    expect(model.network.vpcs.map(({ cidrs }) => cidrs)).toEqual([['10.99.0.0/16']]);
  });
}
