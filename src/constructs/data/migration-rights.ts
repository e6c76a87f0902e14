import { BaseStack } from '../../core/base-stack';
import { Statement } from '../../core/policy-document';
import { keyThrough } from '../governance/kms-key';

export interface MigrationSecrets {
  /** The secret of the database's administrator, which RDS keeps. */
  readonly adminSecretArn: string;
  /** The secrets that get the passwords of the application users. */
  readonly userSecretArns: readonly string[];
  /** ARN of the key that encrypts all these secrets. */
  readonly kmsKeyArn: string;
}

/** Rights of the migration function in AWS: log in as the administrator, and store the passwords that it draws. */
export function migrationRights(place: BaseStack, secrets: MigrationSecrets): Statement[] {
  return [
    {
      sid: 'ReadAdministratorLogin',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [secrets.adminSecretArn],
    },
    ...(secrets.userSecretArns.length === 0
      ? []
      : [
          {
            // It reads them to see which users have a password already.
            sid: 'KeepUserLogins',
            actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
            resources: secrets.userSecretArns,
          },
        ]),
    keyThrough('UseKeyOfSecrets', 'secretsmanager', place, secrets.kmsKeyArn, [
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]),
  ];
}
