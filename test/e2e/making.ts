import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../tools/support/project';

/**
 * Calls of Terraform's that make nothing which would stay alone: they set something on what another call made, which goes with it,
 * and a repeated run sets it again.
 */
const SETTING = [
  'apigateway:PutIntegration',
  'apigateway:PutIntegrationResponse',
  'apigateway:UpdateAccount',
  'apigateway:UpdateStage',
  'budgets:CreateNotification',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateTimeToLive',
  'ec2:CreateTags',
  'ec2:ModifyVpcAttribute',
  'ecr:PutLifecyclePolicy',
  'ecs:PutClusterCapacityProviders',
  'elbv2:ModifyListenerAttributes',
  'elbv2:ModifyLoadBalancerAttributes',
  'elbv2:ModifyTargetGroupAttributes',
  'kms:EnableKeyRotation',
  // Of the function that migrates the database, which does nothing twice.
  'lambda:Invoke',
  'logs:PutRetentionPolicy',
  'rds:ModifyDBClusterParameterGroup',
  'rds:ModifyDBParameterGroup',
  's3:PutBucketEncryption',
  's3:PutBucketLifecycleConfiguration',
  's3:PutBucketLogging',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketTagging',
  's3:PutBucketVersioning',
  's3:PutPublicAccessBlock',
  'secretsmanager:PutSecretValue',
  'sns:SetTopicAttributes',
  'wafv2:PutLoggingConfiguration',
  'xray:PutEncryptionConfig',
];

/** Operations that read, or take away. */
const HARMLESS =
  /:(Batch(Check|Get)|Delete|Deregister|Describe|Detach|Disassociate|Get|Head|List|Lookup|Release|Remove|Revoke|ScheduleKeyDeletion|Search|Stop|Test|Untag|View)/;

/**
 * Of these calls, such as `ec2:CreateVpc`, those of which the emulator does not know whether they make something. Each belongs
 * either into `tools/emulator/server/made/inverses.py`, with the call that takes it back, or into the list above.
 */
export async function unknownCalls(calls: readonly string[]): Promise<string[]> {
  const print = 'import json; from server.made.inverses import INVERSES; print(json.dumps(list(INVERSES)))';
  const { stdout } = await promisify(execFile)(join(projectRoot, '.venv', 'bin', 'python'), ['-c', print], {
    cwd: join(projectRoot, 'tools', 'emulator'),
  });
  const known = new Set([...(JSON.parse(stdout) as string[]), ...SETTING]);
  return calls.filter((call) => !known.has(call) && !HARMLESS.test(call));
}
