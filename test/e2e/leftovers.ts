import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { World } from './world';

/** Everything of ours that the emulator still has. Deleted keys and gateways stay visible in AWS for a while, as deleted. */
export async function leftovers({ aws }: World): Promise<Record<string, (string | undefined)[]>> {
  const { ec2, iam, kms, logs, s3, sns } = aws;
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  const keys = await Promise.all(
    Keys.map(async ({ KeyId }) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata),
  );
  const aliases = (await kms.send(new ListAliasesCommand({}))).Aliases ?? [];
  return {
    addresses: ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []).map(
      ({ PublicIp }) => PublicIp,
    ),
    aliases: aliases
      .map(({ AliasName }) => AliasName)
      .filter((name) => name?.startsWith('alias/petclinic') === true),
    buckets: ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name),
    endpoints: ((await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [])
      .filter(({ State }) => State?.toLowerCase() !== 'deleted')
      .map(({ ServiceName }) => ServiceName),
    flowLogs: ((await ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs ?? []).map(
      ({ FlowLogId }) => FlowLogId,
    ),
    internetGateways: ((await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways ?? []).map(
      ({ InternetGatewayId }) => InternetGatewayId,
    ),
    keys: keys
      .filter((key) => key?.KeyManager === 'CUSTOMER' && key.KeyState !== 'PendingDeletion')
      .map((key) => key?.Description)
      // Made by the emulator where AWS would use a key of its own.
      .filter((description) => description !== 'Default key'),
    logGroups: ((await logs.send(new DescribeLogGroupsCommand({}))).logGroups ?? []).map(
      ({ logGroupName }) => logGroupName,
    ),
    natGateways: ((await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways ?? [])
      .filter(({ State }) => State !== 'deleted')
      .map(({ NatGatewayId }) => NatGatewayId),
    roles: ((await iam.send(new ListRolesCommand({}))).Roles ?? [])
      .map(({ RoleName }) => RoleName)
      .filter((name) => name?.startsWith('petclinic') === true),
    topics: ((await sns.send(new ListTopicsCommand({}))).Topics ?? []).map(({ TopicArn }) => TopicArn),
    vpcs: ((await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? [])
      .filter(({ IsDefault }) => IsDefault !== true)
      .map(({ CidrBlock }) => CidrBlock),
  };
}
