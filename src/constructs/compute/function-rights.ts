import { Statement } from '../../core/policy-document';

/** What the rights of a function are about. */
export interface FunctionScope {
  /** Name of the function. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** Key of its environment variables. */
  readonly environmentKeyArn: string;
}

/** What Lambda does with the interfaces of a function in a VPC. AWS checks these against `*` when the function is made. */
const NETWORK_INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * What running takes, whatever the code does: network interfaces for Lambda, and not for the code; log lines; traces; the
 * environment variables.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function runtimeRights(
  { name, region, accountId, environmentKeyArn }: FunctionScope,
  logGroupArn: string,
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
    {
      sid: 'ReadEnvironment',
      actions: ['kms:Decrypt'],
      resources: [environmentKeyArn],
      conditions: { StringEquals: { 'kms:ViaService': `lambda.${region}.amazonaws.com` } },
    },
  ];
}
