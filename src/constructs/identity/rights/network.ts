import { all, Area, Reach } from '../reach';

/** EC2 resource types that are tagged in the request that makes them. */
const MADE = [
  'elastic-ip',
  'instance',
  'internet-gateway',
  'launch-template',
  'natgateway',
  'network-acl',
  'route-table',
  'security-group',
  'security-group-rule',
  'subnet',
  'volume',
  'vpc',
  'vpc-endpoint',
  'vpc-flow-log',
];

const MAKES = [
  'AllocateAddress',
  'AuthorizeSecurityGroupEgress',
  'AuthorizeSecurityGroupIngress',
  'CreateFlowLogs',
  'CreateInternetGateway',
  'CreateLaunchTemplate',
  'CreateNatGateway',
  'CreateNetworkAcl',
  'CreateRouteTable',
  'CreateSecurityGroup',
  'CreateSubnet',
  'CreateVpc',
  'CreateVpcEndpoint',
  'RunInstances',
];

/**
 * Any EC2 resource, for statements with the environment's tag as a condition: single types would exceed the policy's
 * size.
 */
const anything = (reach: Reach): string[] => reach.arns('ec2:<region>:<account>:*/*');

/**
 * The VPC and its contents, with the ops host. EC2 identifies its resources by random ids, so the tag of the
 * environment says whose they are.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
export const network: Area = {
  name: 'network',

  reads: (reach) => [
    {
      // EC2 lets whoever may list anything list everything.
      sid: 'ListNetwork',
      actions: [
        'ec2:DescribeAddresses',
        'ec2:DescribeAddressesAttribute',
        'ec2:DescribeFlowLogs',
        'ec2:DescribeInstanceCreditSpecifications',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribeNatGateways',
        'ec2:DescribeNetworkAcls',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribePrefixLists',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroupRules',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DescribeVolumes',
        'ec2:DescribeVpcEndpoints',
        'ec2:DescribeVpcs',
      ],
      resources: ['*'],
    },
    {
      sid: 'ReadAttributes',
      actions: ['ec2:DescribeInstanceAttribute', 'ec2:DescribeVpcAttribute'],
      resources: reach.arns('ec2:<region>:<account>:instance/*', 'ec2:<region>:<account>:vpc/*'),
      conditions: reach.tagged,
    },
  ],

  writes: (reach) => [
    {
      sid: 'MakeTagged',
      actions: MAKES.map((action) => `ec2:${action}`),
      resources: anything(reach),
      conditions: reach.tagging,
    },
    {
      // The same actions on what new things are made in, and all that changes or removes what is there.
      sid: 'UseOwn',
      actions: [
        ...MAKES.filter(
          (action) => !['AllocateAddress', 'CreateInternetGateway', 'CreateVpc'].includes(action),
        ),
        'AssociateRouteTable',
        'AttachInternetGateway',
        'CreateLaunchTemplateVersion',
        'CreateNetworkAclEntry',
        'CreateRoute',
        'DeleteFlowLogs',
        'DeleteInternetGateway',
        'DeleteLaunchTemplate',
        'DeleteNatGateway',
        'DeleteNetworkAcl',
        'DeleteNetworkAclEntry',
        'DeleteRoute',
        'DeleteRouteTable',
        'DeleteSecurityGroup',
        'DeleteSubnet',
        'DeleteVpc',
        'DeleteVpcEndpoints',
        'DetachInternetGateway',
        'DisassociateAddress',
        'DisassociateRouteTable',
        'ModifyInstanceAttribute',
        'ModifyInstanceMetadataOptions',
        'ModifyLaunchTemplate',
        'ModifySecurityGroupRules',
        'ModifySubnetAttribute',
        'ModifyVpcAttribute',
        'ModifyVpcEndpoint',
        'ReleaseAddress',
        'ReplaceNetworkAclAssociation',
        'ReplaceNetworkAclEntry',
        'ReplaceRoute',
        'ReplaceRouteTableAssociation',
        'RevokeSecurityGroupEgress',
        'RevokeSecurityGroupIngress',
        'StopInstances',
        'TerminateInstances',
      ].map((action) => `ec2:${action}`),
      resources: anything(reach),
      conditions: reach.tagged,
    },
    {
      // What a new instance brings along: nothing of it can be named before, and its disk has the template's tags.
      sid: 'StartOpsHost',
      actions: ['ec2:RunInstances'],
      resources: reach.arns(
        'ec2:<region>::image/*',
        'ec2:<region>:<account>:network-interface/*',
        'ec2:<region>:<account>:volume/*',
      ),
    },
    {
      sid: 'TagWhatIsMade',
      actions: ['ec2:CreateTags'],
      resources: reach.arns(...MADE.map((type) => `ec2:<region>:<account>:${type}/*`)),
      conditions: { StringEquals: { 'ec2:CreateAction': MAKES } },
    },
    {
      // A tag that says another environment would give the thing away.
      sid: 'TagOwn',
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources: anything(reach),
      conditions: all(reach.tagged, {
        StringEqualsIfExists: { 'aws:RequestTag/Environment': reach.names },
      }),
    },
    {
      // AWS makes a VPC's default group, and does not tag it; Terraform takes it over by tagging it, then empties it.
      sid: 'TakeOverDefaultSecurityGroup',
      actions: ['ec2:CreateTags'],
      resources: reach.arns('ec2:<region>:<account>:security-group/*'),
      conditions: all(reach.tagging, { Null: { 'aws:ResourceTag/Environment': 'true' } }),
    },
    {
      // Subnets of a network ACL that goes fall back to the VPC's default one, which AWS made and did not tag.
      sid: 'LeaveSubnetsToDefaultAcl',
      actions: ['ec2:ReplaceNetworkAclAssociation'],
      resources: reach.arns('ec2:<region>:<account>:network-acl/*'),
      conditions: { Null: { 'aws:ResourceTag/Environment': 'true' } },
    },
    {
      // Lambda leaves interfaces behind, without tags; Terraform removes those that nothing uses with subnet and group.
      sid: 'RemoveLeftInterfaces',
      actions: ['ec2:DeleteNetworkInterface'],
      resources: reach.arns('ec2:<region>:<account>:network-interface/*'),
    },
    {
      // An instance takes its image from here: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html
      sid: 'FindImageOfOpsHost',
      actions: ['ssm:GetParameters'],
      resources: reach.arns('ssm:<region>::parameter/aws/service/ami-amazon-linux-latest/*'),
    },
  ],
};
