import { Area, Reach } from '../reach';

const analyzers = (reach: Reach): string[] =>
  reach.arns(
    'access-analyzer:<region>:<account>:analyzer/petclinic-<env>',
    'access-analyzer:<region>:<account>:analyzer/petclinic-<env>-*',
  );
const budgets = (reach: Reach): string[] =>
  reach.arns('budgets::<account>:budget/petclinic-<env>', 'budgets::<account>:budget/petclinic-<env>-*');
const rules = (reach: Reach): string[] => reach.arns('config:<region>:<account>:config-rule/*');
const recorders = (reach: Reach): string[] =>
  reach.arns(
    'config:<region>:<account>:configuration-recorder/petclinic-<env>/*',
    'config:<region>:<account>:configuration-recorder/petclinic-<env>-*/*',
  );
const vaults = (reach: Reach): string[] =>
  reach.arns(
    'backup:<region>:<account>:backup-vault:petclinic-<env>',
    'backup:<region>:<account>:backup-vault:petclinic-<env>-*',
  );
const plans = (reach: Reach): string[] => reach.arns('backup:<region>:<account>:backup-plan:*');

/**
 * AWS Config, IAM Access Analyzer, the budget, and backups.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
 */
export const governance: Area = {
  name: 'governance',

  reads: (reach) => [
    {
      // None of these knows a resource.
      sid: 'ListConfig',
      actions: ['config:DescribeConfigRules', 'config:DescribeDeliveryChannels'],
      resources: ['*'],
    },
    {
      sid: 'ReadRecorder',
      actions: ['config:DescribeConfigurationRecorderStatus', 'config:DescribeConfigurationRecorders'],
      resources: recorders(reach),
    },
    {
      sid: 'ReadConfigRules',
      actions: ['config:ListTagsForResource'],
      resources: rules(reach),
      conditions: reach.tagged,
    },
    {
      sid: 'ReadAnalyzer',
      actions: ['access-analyzer:GetAnalyzer', 'access-analyzer:ListTagsForResource'],
      resources: analyzers(reach),
    },
    {
      sid: 'ReadBudget',
      actions: ['budgets:ListTagsForResource', 'budgets:ViewBudget'],
      resources: budgets(reach),
    },
    {
      sid: 'ReadBackupVault',
      actions: ['backup:DescribeBackupVault', 'backup:ListTags'],
      resources: vaults(reach),
    },
    {
      sid: 'ReadBackupPlan',
      actions: ['backup:GetBackupPlan', 'backup:GetBackupSelection', 'backup:ListTags'],
      resources: plans(reach),
      conditions: reach.tagged,
    },
  ],

  writes: (reach) => [
    {
      // One recorder and one channel for an account and a region: neither of these knows a resource.
      sid: 'ChangeRecording',
      actions: [
        'config:DeleteDeliveryChannel',
        'config:PutConfigurationRecorder',
        'config:PutDeliveryChannel',
      ],
      resources: ['*'],
    },
    {
      sid: 'ChangeRecorder',
      actions: [
        'config:DeleteConfigurationRecorder',
        'config:StartConfigurationRecorder',
        'config:StopConfigurationRecorder',
      ],
      resources: recorders(reach),
    },
    {
      sid: 'MakeConfigRules',
      actions: ['config:PutConfigRule', 'config:TagResource'],
      resources: rules(reach),
      conditions: reach.tagging,
    },
    {
      sid: 'ChangeConfigRules',
      actions: ['config:DeleteConfigRule', 'config:PutConfigRule', 'config:UntagResource'],
      resources: rules(reach),
      conditions: reach.tagged,
    },
    {
      sid: 'ChangeAnalyzer',
      actions: [
        'access-analyzer:CreateAnalyzer',
        'access-analyzer:DeleteAnalyzer',
        'access-analyzer:TagResource',
        'access-analyzer:UntagResource',
      ],
      resources: analyzers(reach),
    },
    {
      sid: 'ChangeBudget',
      actions: ['budgets:ModifyBudget', 'budgets:TagResource', 'budgets:UntagResource'],
      resources: budgets(reach),
    },
    {
      sid: 'ChangeBackupVault',
      actions: [
        'backup:CreateBackupVault',
        'backup:DeleteBackupVault',
        'backup:TagResource',
        'backup:UntagResource',
      ],
      resources: vaults(reach),
    },
    {
      // It knows no resource; AWS checks it besides CreateBackupVault.
      sid: 'StoreBackups',
      actions: ['backup-storage:MountCapsule'],
      resources: ['*'],
    },
    {
      sid: 'MakeBackupPlan',
      actions: ['backup:CreateBackupPlan', 'backup:TagResource'],
      resources: plans(reach),
      conditions: reach.tagging,
    },
    {
      sid: 'ChangeBackupPlan',
      actions: [
        'backup:CreateBackupSelection',
        'backup:DeleteBackupPlan',
        'backup:DeleteBackupSelection',
        'backup:UntagResource',
        'backup:UpdateBackupPlan',
      ],
      resources: plans(reach),
      conditions: reach.tagged,
    },
  ],
};
