import { Construct } from 'constructs';
import { endpointsFor } from '../config/endpoints';
import { Environment } from '../config/schema';
import { DynamodbGatewayEndpoint } from '../constructs/network/dynamodb-gateway-endpoint';
import { FlowLogs } from '../constructs/network/flow-logs';
import { InterfaceEndpoint } from '../constructs/network/interface-endpoint';
import { InternetAccess } from '../constructs/network/internet-access';
import { S3GatewayEndpoint } from '../constructs/network/s3-gateway-endpoint';
import { SecurityGroup } from '../constructs/network/security-group';
import { SubnetTier } from '../constructs/network/subnet-tier';
import { appRules, dbRules, publicRules } from '../constructs/network/tier-rules';
import { Vpc } from '../constructs/network/vpc';
import { contract, text, textByKey, texts } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { byKey, firstByKey, mapByKey, valuesByKey } from '../lib/keyed';
import { namesFor } from '../lib/naming';
import { securityContract } from './security-stack';

/** Outputs of `network` for the stacks that depend on it. */
export const networkContract = contract('network', {
  vpcId: text('VPC of the environment'),
  publicSubnetIds: texts('Public subnets, by zone: the load balancer'),
  appSubnetIds: texts('Private app subnets, by zone: tasks and functions'),
  dbSubnetIds: texts('Private database subnets, by zone'),
  endpointSecurityGroupId: text(
    'Group of the interface endpoints; whoever uses them adds the rule that lets it in',
  ),
  s3PrefixListId: text('Prefix list with the addresses of S3, which the gateway endpoint leads to'),
  dynamodbPrefixListId: text(
    'Prefix list with the addresses of DynamoDB, which the gateway endpoint leads to',
  ),
  natGatewayIds: textByKey('NAT gateways, by zone'),
  flowLogGroup: text('Log group of the connections of the VPC'),
});

export interface NetworkStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** VPC, three tiers of subnets in every zone, the ways out of it, and its flow logs. */
export class NetworkStack extends EnvironmentStack {
  constructor(scope: Construct, { config, ...props }: NetworkStackProps) {
    super(scope, 'network', props);
    const { logsKeyArn } = this.read(securityContract);
    const { cidr, zones, natGateways } = config.network;
    const names = namesFor(config.name);
    const name = names('name-tag');

    const vpc = new Vpc(this, 'vpc', { name, cidr });
    const tier = (kind: 'public' | 'app' | 'db', rules: ReturnType<typeof publicRules>): SubnetTier =>
      new SubnetTier(this, kind, {
        name: names('name-tag', kind),
        vpcId: vpc.id,
        subnets: mapByKey(zones, (zone) => ({ zone: zone.zone, cidr: zone[kind] })),
        rules,
      });
    const publicTier = tier('public', publicRules(cidr));
    const appTier = tier('app', appRules(cidr));
    const dbTier = tier('db', dbRules(mapByKey(zones, ({ zone, app }) => ({ zone, cidr: app }))));
    const internet = new InternetAccess(this, 'internet', {
      name,
      vpcId: vpc.id,
      publicTier,
      privateTier: appTier,
      natZones: Object.keys(natGateways === 'shared' ? firstByKey(zones) : zones),
    });

    const endpointGroup = new SecurityGroup(this, 'endpoint-security-group', {
      name: names('security-group', 'endpoints'),
      description: 'Interface endpoints: reached on 443 by the groups that add a rule',
      vpcId: vpc.id,
    });
    const endpoints = endpointsFor(config);
    for (const [key, { service, actions }] of byKey(endpoints)) {
      new InterfaceEndpoint(this, `${key}-endpoint`, {
        name: names('name-tag', key),
        vpcId: vpc.id,
        service,
        actions,
        subnetIds: valuesByKey(appTier.subnetIds),
        securityGroupId: endpointGroup.id,
      });
    }
    const s3Endpoint = new S3GatewayEndpoint(this, 's3-endpoint', {
      name: names('name-tag', 's3'),
      vpcId: vpc.id,
      routeTableIds: valuesByKey(appTier.routeTableIds),
      amazonLinuxPackages: config.operatorAccess.opsHost,
    });
    const dynamodbEndpoint = new DynamodbGatewayEndpoint(this, 'dynamodb-endpoint', {
      name: names('name-tag', 'dynamodb'),
      vpcId: vpc.id,
      routeTableIds: valuesByKey(appTier.routeTableIds),
    });

    const flowLogs = new FlowLogs(this, 'flow-logs', {
      vpcId: vpc.id,
      logGroupName: names('log-group', 'vpc-flow-logs'),
      roleName: names('iam-role', 'vpc-flow-logs'),
      retentionDays: config.logRetentionDays,
      kmsKeyArn: logsKeyArn,
    });

    this.publish(networkContract, {
      vpcId: vpc.id,
      publicSubnetIds: valuesByKey(publicTier.subnetIds),
      appSubnetIds: valuesByKey(appTier.subnetIds),
      dbSubnetIds: valuesByKey(dbTier.subnetIds),
      endpointSecurityGroupId: endpointGroup.id,
      s3PrefixListId: s3Endpoint.prefixListId,
      dynamodbPrefixListId: dynamodbEndpoint.prefixListId,
      natGatewayIds: internet.natGatewayIds,
      flowLogGroup: flowLogs.logGroup,
    });
  }
}
