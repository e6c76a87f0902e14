import { BaseStack } from '../../core/base-stack';
import { Statement } from '../../core/policy-document';
import { keyThrough } from '../governance/kms-key';

/** EC2 actions by which Lambda manages a function's interfaces in a VPC. AWS checks them against `*` on creation. */
const NETWORK_INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Rights that every function needs, whatever its code does: network interfaces (for Lambda, and not for the code), log
 * lines, traces and environment variables.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function runtimeRights(
  { accountId, region }: BaseStack,
  {
    name,
    environmentKeyArn,
    logGroupArn,
  }: Readonly<Record<'name' | 'environmentKeyArn' | 'logGroupArn', string>>,
): Statement[] {
  return [
    { sid: 'ManageNetworkInterfaces', actions: NETWORK_INTERFACES, resources: ['*'] },
    {
      // Lambda calls without a source function; a call that has one comes from the code.
      sid: 'CodeLeavesNetworkInterfacesAlone',
      effect: 'Deny',
      actions: NETWORK_INTERFACES,
      resources: ['*'],
      conditions: {
        ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:${region}:${accountId}:function:${name}` },
      },
    },
    {
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${logGroupArn}:*`],
    },
    {
      // X-Ray has no resources to name.
      sid: 'WriteTraces',
      actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
      resources: ['*'],
    },
    keyThrough('ReadEnvironment', 'lambda', { region }, environmentKeyArn),
  ];
}
