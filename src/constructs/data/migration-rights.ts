import { Statement } from '../../core/policy-document';

export interface MigrationSecrets {
  /** The secret of the database's administrator, which RDS keeps. */
  readonly adminSecretArn: string;
  /** The secrets that get the passwords of the application users. */
  readonly userSecretArns: readonly string[];
  /** ARN of the key that encrypts all these secrets. */
  readonly kmsKeyArn: string;
  readonly region: string;
}

/** Rights of the migration function in AWS: log in as the administrator, and store the passwords that it draws. */
export function migrationRights(secrets: MigrationSecrets): Statement[] {
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
    {
      sid: 'UseKeyOfSecrets',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [secrets.kmsKeyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${secrets.region}.amazonaws.com` } },
    },
  ];
}
