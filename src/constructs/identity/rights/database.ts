import { Area, Reach } from '../reach';

const databases = (reach: Reach): string[] =>
  reach.arns(
    'rds:<region>:<account>:cluster:petclinic-<env>',
    'rds:<region>:<account>:db:petclinic-<env>-*',
    'rds:<region>:<account>:cluster-pg:petclinic-<env>-*',
    'rds:<region>:<account>:pg:petclinic-<env>-*',
    'rds:<region>:<account>:subgrp:petclinic-<env>',
  );

/**
 * Aurora: cluster, instances, groups, and the snapshot that a protected cluster leaves behind.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
export const database: Area = {
  name: 'database',

  reads: (reach) => [
    {
      sid: 'ReadDatabase',
      actions: [
        'rds:DescribeDBClusterParameterGroups',
        'rds:DescribeDBClusterParameters',
        'rds:DescribeDBClusters',
        'rds:DescribeDBInstances',
        'rds:DescribeDBParameterGroups',
        'rds:DescribeDBParameters',
        'rds:DescribeDBSubnetGroups',
        'rds:ListTagsForResource',
      ],
      resources: databases(reach),
    },
    {
      // The provider asks of every cluster whether it is part of a global one.
      sid: 'LookForGlobalClusters',
      actions: ['rds:DescribeGlobalClusters'],
      resources: reach.arns('rds::<account>:global-cluster:*'),
    },
  ],

  writes: (reach) => [
    {
      sid: 'ChangeDatabase',
      actions: [
        'rds:AddTagsToResource',
        'rds:CreateDBCluster',
        'rds:CreateDBClusterParameterGroup',
        'rds:CreateDBClusterSnapshot',
        'rds:CreateDBInstance',
        'rds:CreateDBParameterGroup',
        'rds:CreateDBSubnetGroup',
        'rds:DeleteDBCluster',
        'rds:DeleteDBClusterParameterGroup',
        'rds:DeleteDBInstance',
        'rds:DeleteDBParameterGroup',
        'rds:DeleteDBSubnetGroup',
        'rds:ModifyDBCluster',
        'rds:ModifyDBClusterParameterGroup',
        'rds:ModifyDBInstance',
        'rds:ModifyDBParameterGroup',
        'rds:ModifyDBSubnetGroup',
        'rds:RebootDBInstance',
        'rds:RemoveTagsFromResource',
        'rds:ResetDBClusterParameterGroup',
        'rds:ResetDBParameterGroup',
      ],
      resources: [
        ...databases(reach),
        ...reach.arns(
          'rds:<region>:<account>:cluster-snapshot:petclinic-<env>-*',
          // AWS's own, which every cluster has without saying so.
          'rds:<region>:<account>:og:default:*',
        ),
      ],
    },
    {
      // RDS keeps the administrator's password there, in the name of whoever makes the cluster. It draws the names, so
      // they tell nothing of the environment: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
      sid: 'KeepAdministratorLogin',
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      resources: reach.arns('secretsmanager:<region>:<account>:secret:rds!cluster-*'),
    },
  ],
};
