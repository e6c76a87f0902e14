import { Statement } from '../../core/policy-document';

/** Resources of the GenAI function. */
export interface GenaiResources {
  /** ARNs of the parameters that name the models. */
  readonly parameterArns: readonly string[];
  readonly sessionTableArn: string;
  /** The secret of its database user. */
  readonly databaseSecretArn: string;
  /** Key of the table and of the secret. */
  readonly dataKeyArn: string;
  readonly region: string;
}

/** The rights of the GenAI function in AWS, beside those to ask its models. */
export function genaiRights(resources: GenaiResources): Statement[] {
  const { region, dataKeyArn } = resources;
  const through = (service: string): Statement['conditions'] => ({
    StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
  });
  return [
    { sid: 'ReadModelIds', actions: ['ssm:GetParameters'], resources: resources.parameterArns },
    {
      sid: 'KeepSessions',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [resources.sessionTableArn],
    },
    {
      sid: 'UseKeyOfSessions',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [dataKeyArn],
      conditions: through('dynamodb'),
    },
    {
      sid: 'ReadDatabaseLogin',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [resources.databaseSecretArn],
    },
    {
      sid: 'UseKeyOfLogin',
      actions: ['kms:Decrypt'],
      resources: [dataKeyArn],
      conditions: through('secretsmanager'),
    },
  ];
}
