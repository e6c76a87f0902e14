import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand, GetLifecyclePolicyCommand } from '@aws-sdk/client-ecr';
import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetInstanceProfileCommand, GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { GetHostedZoneCommand } from '@aws-sdk/client-route-53';
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetNamespaceCommand, ListNamespacesCommand } from '@aws-sdk/client-servicediscovery';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { services } from '../../src/config/services';
import { ACCOUNT, only, REGION, World } from './world';

/** Asks the emulator for repositories, cluster, namespace, load balancer, origin secret and ops role of the environment. */
export function describePlatform(world: () => World): void {
  const env = (): string => world().config.name;
  const dataKeyArn = async (): Promise<string | undefined> =>
    (await world().aws.kms.send(new DescribeKeyCommand({ KeyId: `alias/petclinic-${env()}-data` })))
      .KeyMetadata?.Arn;
  const hasDomain = (): boolean => world().config.domain !== undefined;
  const certificate = async () =>
    only((await world().aws.acm.send(new ListCertificatesCommand({}))).CertificateSummaryList);
  const balancer = async () =>
    only((await world().aws.elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers);

  test('each service has a repository whose tags never move, scanned, with our key', async () => {
    const { repositories = [] } = await world().aws.ecr.send(new DescribeRepositoriesCommand({}));
    expect(repositories.map(({ repositoryName }) => repositoryName).sort()).toEqual(
      services.map(({ name }) => `petclinic-${env()}-${name}`).sort(),
    );
    const kmsKey = await dataKeyArn();
    for (const repository of repositories) {
      expect(repository).toMatchObject({
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
      });
    }
  });

  test('a repository keeps the tag that runs before it counts the others', async () => {
    const { lifecyclePolicyText = '' } = await world().aws.ecr.send(
      new GetLifecyclePolicyCommand({ repositoryName: `petclinic-${env()}-vets-service` }),
    );
    const { imageTag } = only(world().config.services.filter(({ name }) => name === 'vets-service'));
    const { rules } = JSON.parse(lifecyclePolicyText) as { rules: { selection: object }[] };
    expect(rules.map(({ selection }) => selection)).toMatchObject([
      { tagStatus: 'tagged', tagPatternList: [imageTag] },
      { tagStatus: 'untagged', countType: 'sinceImagePushed' },
      { tagStatus: 'tagged', tagPatternList: ['*'], countType: 'imageCountMoreThan' },
    ]);
  });

  test('the cluster has Container Insights in a log group of ours, and Fargate with and without Spot', async () => {
    const { clusters } = await world().aws.ecs.send(
      new DescribeClustersCommand({
        clusters: [`petclinic-${env()}`],
        include: ['SETTINGS', 'CONFIGURATIONS'],
      }),
    );
    const cluster = only(clusters);
    expect(cluster).toMatchObject({
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    });
    expect([...(cluster.capacityProviders ?? [])].sort()).toEqual(['FARGATE', 'FARGATE_SPOT']);
    expect(cluster.configuration?.executeCommandConfiguration).toBeUndefined();
    const { logGroups } = await world().aws.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/ecs/containerinsights/' }),
    );
    expect(only(logGroups)).toMatchObject({
      logGroupName: `/aws/ecs/containerinsights/petclinic-${env()}/performance`,
      retentionInDays: world().config.logRetentionDays,
      kmsKeyId: expect.stringMatching(/^arn:aws:kms:/) as unknown,
    });
  });

  test('the namespace is a private zone of the VPC of the load balancer', async () => {
    const { Namespaces } = await world().aws.cloudMap.send(new ListNamespacesCommand({}));
    const { Id, Name, Type } = only(Namespaces);
    expect({ Name, Type }).toEqual({ Name: 'petclinic.local', Type: 'DNS_PRIVATE' });
    const { Namespace } = await world().aws.cloudMap.send(new GetNamespaceCommand({ Id }));
    const zone = await world().aws.route53.send(
      new GetHostedZoneCommand({ Id: Namespace?.Properties?.DnsProperties?.HostedZoneId }),
    );
    expect(zone.VPCs?.map(({ VPCId }) => VPCId)).toEqual([(await balancer()).VpcId]);
  });

  describe('the load balancer', () => {
    test('faces the internet in both zones', async () => {
      const { AvailabilityZones, LoadBalancerName, Scheme, Type } = await balancer();
      expect({ LoadBalancerName, Scheme, Type }).toEqual({
        LoadBalancerName: `petclinic-${env()}`,
        Scheme: 'internet-facing',
        Type: 'application',
      });
      expect(AvailabilityZones?.map(({ ZoneName }) => ZoneName).sort()).toEqual(
        Object.values(world().config.network.zones)
          .map(({ zone }) => zone)
          .sort(),
      );
    });

    test('drops what it cannot read, logs its access, and waits longer than the gateway', async () => {
      const { LoadBalancerArn } = await balancer();
      const { Attributes = [] } = await world().aws.elb.send(
        new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
      );
      expect(Object.fromEntries(Attributes.map(({ Key, Value }) => [Key, Value]))).toMatchObject({
        'access_logs.s3.enabled': 'true',
        'access_logs.s3.bucket': `petclinic-${env()}-access-logs-${ACCOUNT}-${REGION}`,
        'access_logs.s3.prefix': 'alb',
        'idle_timeout.timeout_seconds': '35',
        'routing.http.desync_mitigation_mode': 'defensive',
        'routing.http.drop_invalid_header_fields.enabled': 'true',
      });
    });

    test('answers 403 to whom no rule knows: on 443 with a domain, and 80 leads there; without one on 80 alone', async () => {
      const { LoadBalancerArn } = await balancer();
      const { Listeners = [] } = await world().aws.elb.send(
        new DescribeListenersCommand({ LoadBalancerArn }),
      );
      const forbidden = {
        Type: 'fixed-response',
        FixedResponseConfig: {
          StatusCode: '403',
          ContentType: 'application/json',
          MessageBody: '{"message":"Forbidden"}',
        },
      };
      const toHttps = {
        Type: 'redirect',
        RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
      };
      expect([...Listeners].sort((a, b) => Number(a.Port) - Number(b.Port))).toMatchObject(
        hasDomain()
          ? [
              { Port: 80, Protocol: 'HTTP', DefaultActions: [toHttps] },
              {
                Port: 443,
                Protocol: 'HTTPS',
                SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
                Certificates: [{ CertificateArn: (await certificate()).CertificateArn }],
                DefaultActions: [forbidden],
              },
            ]
          : [{ Port: 80, Protocol: 'HTTP', DefaultActions: [forbidden] }],
      );
    });

    test('lets pages of the one known origin read what the services answer', async () => {
      const { LoadBalancerArn } = await balancer();
      const { Listeners = [] } = await world().aws.elb.send(
        new DescribeListenersCommand({ LoadBalancerArn }),
      );
      const serving = only(Listeners.filter(({ Port }) => Port === (hasDomain() ? 443 : 80)));
      const { Attributes = [] } = await world().aws.elb.send(
        new DescribeListenerAttributesCommand({ ListenerArn: serving.ListenerArn }),
      );
      expect(Attributes).toContainEqual({
        Key: 'routing.http.response.access_control_allow_origin.header_value',
        Value: world().config.edge.corsOrigin,
      });
    });

    test('lets the world in where it listens, and nowhere else', async () => {
      const { SecurityGroups = [] } = await balancer();
      const groups = await world().aws.ec2.send(
        new DescribeSecurityGroupsCommand({ GroupIds: SecurityGroups }),
      );
      const ingress = (only(groups.SecurityGroups).IpPermissions ?? []).map(
        ({ IpProtocol, FromPort, ToPort, IpRanges }) => ({
          IpProtocol,
          FromPort,
          ToPort,
          from: IpRanges?.map(({ CidrIp }) => CidrIp),
        }),
      );
      const inOrder = [...ingress].sort((a, b) => Number(a.FromPort) - Number(b.FromPort));
      expect(inOrder).toEqual(
        (hasDomain() ? [80, 443] : [80]).map((port) => ({
          IpProtocol: 'tcp',
          FromPort: port,
          ToPort: port,
          from: ['0.0.0.0/0'],
        })),
      );
    });
  });

  test('the origin secret has a value that AWS drew, of letters and digits, under our key', async () => {
    const SecretId = `/petclinic/${env()}/origin-header-value`;
    const { SecretString } = await world().aws.secretsManager.send(new GetSecretValueCommand({ SecretId }));
    // Not the value itself, which a failure would print.
    expect(/^[A-Za-z0-9]{64}$/.test(SecretString ?? '')).toBe(true);
    const { KmsKeyId } = await world().aws.secretsManager.send(new DescribeSecretCommand({ SecretId }));
    expect(KmsKeyId).toBe(await dataKeyArn());
  });

  test('the level of the root logger is a parameter', async () => {
    const { Parameter } = await world().aws.ssm.send(
      new GetParameterCommand({ Name: `/petclinic/${env()}/common/logging.level.root` }),
    );
    expect(Parameter).toMatchObject({ Type: 'String', Value: 'INFO' });
  });

  test('the role of the ops host is there without a host, and carries sessions only', async () => {
    const name = `petclinic-${env()}-ops-host`;
    const { InstanceProfile } = await world().aws.iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName: name }),
    );
    expect(only(InstanceProfile?.Roles).RoleName).toBe(name);
    const { PolicyDocument = '' } = await world().aws.iam.send(
      new GetRolePolicyCommand({ RoleName: name, PolicyName: name }),
    );
    const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
      Statement: { Action: string[] }[];
    };
    expect(Statement.flatMap(({ Action }) => Action).sort()).toEqual([
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ]);
  });
}
