import { Statement } from '../../core/policy-document';

/** What the GenAI function uses. */
export interface GenaiResources {
  /** Ids of foundation models. */
  readonly modelIds: readonly string[];
  /** ARNs of the parameters with these ids. */
  readonly parameterArns: readonly string[];
  readonly sessionTableArn: string;
  /** The secret of its database user. */
  readonly databaseSecretArn: string;
  /** Key of the table and of the secret. */
  readonly dataKeyArn: string;
  readonly region: string;
}

/**
 * What the GenAI function may do in AWS. Converse is authorised as InvokeModel.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 */
export function genaiRights(resources: GenaiResources): Statement[] {
  const { region, dataKeyArn } = resources;
  const through = (service: string): Statement['conditions'] => ({
    StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
  });
  return [
    {
      sid: 'AskModels',
      actions: ['bedrock:InvokeModel'],
      resources: resources.modelIds.map((id) => `arn:aws:bedrock:${region}::foundation-model/${id}`),
    },
    { sid: 'ReadModelIds', actions: ['ssm:GetParameters'], resources: resources.parameterArns },
    {
      sid: 'KeepSessions',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
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
