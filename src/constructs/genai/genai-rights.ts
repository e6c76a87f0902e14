import { BaseStack } from '../../core/base-stack';
import { Statement } from '../../core/policy-document';
import { keyThrough } from '../governance/kms-key';

/** Resources of the GenAI function. */
export interface GenaiResources {
  /** ARNs of the parameters that name the models. */
  readonly parameterArns: readonly string[];
  readonly sessionTableArn: string;
  /** The secret of its database user. */
  readonly databaseSecretArn: string;
  /** Key of the table and of the secret. */
  readonly dataKeyArn: string;
}

/** The rights of the GenAI function in AWS, beside those to ask its models. */
export function genaiRights(place: BaseStack, resources: GenaiResources): Statement[] {
  const { dataKeyArn } = resources;
  return [
    { sid: 'ReadModelIds', actions: ['ssm:GetParameters'], resources: resources.parameterArns },
    {
      sid: 'KeepSessions',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [resources.sessionTableArn],
    },
    keyThrough('UseKeyOfSessions', 'dynamodb', place, dataKeyArn, ['kms:Decrypt', 'kms:GenerateDataKey']),
    {
      sid: 'ReadDatabaseLogin',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [resources.databaseSecretArn],
    },
    keyThrough('UseKeyOfLogin', 'secretsmanager', place, dataKeyArn),
  ];
}
