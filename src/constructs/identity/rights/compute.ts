import { Area, Reach } from '../reach';

const SERVICE = 'ecs:<region>:<account>:service/petclinic-<env>/petclinic-<env>-*';
const TASK_DEFINITION = 'ecs:<region>:<account>:task-definition/petclinic-<env>-*:*';
const cluster = (reach: Reach): string[] => reach.arns('ecs:<region>:<account>:cluster/petclinic-<env>');
const repositories = (reach: Reach): string[] =>
  reach.arns('ecr:<region>:<account>:repository/petclinic-<env>-*');
const functions = (reach: Reach): string[] =>
  reach.arns('lambda:<region>:<account>:function:petclinic-<env>-*');
const targets = (reach: Reach): string[] =>
  reach.arns('application-autoscaling:<region>:<account>:scalable-target/*');
const namespaces = (reach: Reach): string[] => reach.arns('servicediscovery:<region>:<account>:namespace/*');
const discovered = (reach: Reach): string[] => reach.arns('servicediscovery:<region>:<account>:service/*');

/**
 * Repositories, cluster, services with their scaling and discovery, functions.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_applicationautoscaling.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html
 */
export const compute: Area = {
  name: 'compute',

  reads: (reach) => [
    {
      // None of these knows a resource.
      sid: 'ListCompute',
      actions: [
        'application-autoscaling:DescribeScalableTargets',
        'application-autoscaling:DescribeScalingPolicies',
        'ecs:DescribeTaskDefinition',
        'servicediscovery:ListTagsForResource',
      ],
      resources: ['*'],
    },
    { sid: 'ReadCluster', actions: ['ecs:DescribeClusters'], resources: cluster(reach) },
    { sid: 'ReadServices', actions: ['ecs:DescribeServices'], resources: reach.arns(SERVICE) },
    {
      sid: 'ReadRepositories',
      actions: ['ecr:DescribeRepositories', 'ecr:GetLifecyclePolicy', 'ecr:ListTagsForResource'],
      resources: repositories(reach),
    },
    {
      // GetFunction shows where the package can be fetched. It is made of this repository and holds no secret.
      sid: 'ReadFunctions',
      actions: [
        'lambda:GetAlias',
        'lambda:GetFunction',
        'lambda:GetFunctionCodeSigningConfig',
        'lambda:GetFunctionEventInvokeConfig',
        'lambda:GetPolicy',
        'lambda:ListVersionsByFunction',
      ],
      resources: functions(reach),
    },
    {
      sid: 'ReadScaling',
      actions: ['application-autoscaling:ListTagsForResource'],
      resources: targets(reach),
      conditions: reach.tagged,
    },
    {
      sid: 'ReadNamespace',
      actions: ['servicediscovery:GetNamespace', 'servicediscovery:GetService'],
      resources: [...namespaces(reach), ...discovered(reach)],
      conditions: reach.tagged,
    },
  ],

  writes: (reach) => [
    {
      sid: 'ChangeCluster',
      actions: [
        'ecs:CreateCluster',
        'ecs:DeleteCluster',
        'ecs:PutClusterCapacityProviders',
        'ecs:UpdateCluster',
      ],
      resources: cluster(reach),
    },
    {
      sid: 'ChangeServices',
      actions: ['ecs:CreateService', 'ecs:DeleteService', 'ecs:UpdateService'],
      resources: reach.arns(SERVICE),
    },
    {
      sid: 'RegisterTasks',
      actions: ['ecs:RegisterTaskDefinition'],
      resources: reach.arns(TASK_DEFINITION),
    },
    {
      sid: 'TagContainers',
      actions: ['ecs:TagResource', 'ecs:UntagResource'],
      resources: [...cluster(reach), ...reach.arns(SERVICE, TASK_DEFINITION)],
    },
    {
      sid: 'ChangeRepositories',
      actions: [
        'ecr:CreateRepository',
        'ecr:DeleteLifecyclePolicy',
        'ecr:DeleteRepository',
        'ecr:PutImageScanningConfiguration',
        'ecr:PutImageTagMutability',
        'ecr:PutLifecyclePolicy',
        'ecr:TagResource',
        'ecr:UntagResource',
      ],
      resources: repositories(reach),
    },
    {
      sid: 'ChangeFunctions',
      actions: [
        'lambda:AddPermission',
        'lambda:CreateAlias',
        'lambda:CreateFunction',
        'lambda:DeleteAlias',
        'lambda:DeleteFunction',
        'lambda:DeleteFunctionConcurrency',
        'lambda:DeleteFunctionEventInvokeConfig',
        'lambda:GetFunctionConfiguration',
        'lambda:PublishVersion',
        'lambda:PutFunctionConcurrency',
        'lambda:PutFunctionEventInvokeConfig',
        'lambda:RemovePermission',
        'lambda:TagResource',
        'lambda:UntagResource',
        'lambda:UpdateAlias',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
        'lambda:UpdateFunctionEventInvokeConfig',
      ],
      resources: functions(reach),
    },
    {
      sid: 'MigrateDatabase',
      actions: ['lambda:InvokeFunction'],
      resources: reach.arns(
        'lambda:<region>:<account>:function:petclinic-<env>-db-migrate',
        'lambda:<region>:<account>:function:petclinic-<env>-db-migrate:*',
      ),
    },
    {
      sid: 'MakeScaling',
      actions: ['application-autoscaling:RegisterScalableTarget', 'application-autoscaling:TagResource'],
      resources: targets(reach),
      conditions: reach.tagging,
    },
    {
      sid: 'ChangeScaling',
      actions: [
        'application-autoscaling:DeleteScalingPolicy',
        'application-autoscaling:DeregisterScalableTarget',
        'application-autoscaling:PutScalingPolicy',
        'application-autoscaling:RegisterScalableTarget',
        'application-autoscaling:UntagResource',
      ],
      resources: targets(reach),
      conditions: reach.tagged,
    },
    {
      // Neither knows a resource: following what was begun, and looking for what a service still holds.
      sid: 'FollowDiscovery',
      actions: ['servicediscovery:GetOperation', 'servicediscovery:ListInstances'],
      resources: ['*'],
    },
    {
      sid: 'MakeNamespace',
      actions: ['servicediscovery:CreatePrivateDnsNamespace'],
      // It has no name that AWS would look at yet.
      resources: ['*'],
      conditions: reach.tagging,
    },
    {
      sid: 'MakeDiscovery',
      actions: ['servicediscovery:CreateService'],
      resources: discovered(reach),
      conditions: reach.tagging,
    },
    {
      // Tags are not among it: AWS checks them against no resource, so who may tag could take another environment's
      // namespace over. Whoever changes the tags of a namespace does it with rights of their own.
      sid: 'ChangeDiscovery',
      actions: [
        'servicediscovery:CreateService',
        'servicediscovery:DeleteNamespace',
        'servicediscovery:DeleteService',
        'servicediscovery:UpdatePrivateDnsNamespace',
        'servicediscovery:UpdateService',
      ],
      resources: [...namespaces(reach), ...discovered(reach)],
      conditions: reach.tagged,
    },
  ],
};
