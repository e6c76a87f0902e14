import {
  CloudBackend,
  DataTerraformRemoteState,
  DataTerraformRemoteStateS3,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  S3Backend,
  TerraformRemoteState,
  TerraformStack,
} from 'cdktf';
import { StateBucket, StatePlace } from '../lib/state-place';
import { NAME_PREFIX } from '../lib/name-prefix';

/** The key of a stack's state in the bucket; without an environment, that of a stack the whole account shares. */
export function stateKey(stack: string, environment?: string): string {
  return [NAME_PREFIX, ...(environment === undefined ? [] : [environment]), `${stack}.tfstate`].join('/');
}

const workspaceName = (environment: string, stack: string): string =>
  `${NAME_PREFIX}-${environment}-${stack}`;

/**
 * Gives `stack` its S3 backend at `key`.
 *
 * Both locks are on: the table is what this version of Terraform and the team's older clients share, the lock object
 * is what Terraform keeps once `dynamodb_table`, deprecated since 1.11, is gone.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
export function keepStateInBucket(stack: TerraformStack, bucket: StateBucket, key: string): void {
  new S3Backend(stack, {
    bucket: bucket.bucket,
    key,
    region: bucket.region,
    dynamodbTable: bucket.lockTable,
    encrypt: true,
    kmsKeyId: bucket.kmsAlias,
  });
  // S3BackendConfig of cdktf 0.21 does not know it.
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
}

/** Gives the stack `name` of `environment` the backend that `place` says. */
export function keepState(stack: TerraformStack, place: StatePlace, environment: string, name: string): void {
  if (place.type === 's3') {
    keepStateInBucket(stack, place.bucket, stateKey(name, environment));
    return;
  }
  new CloudBackend(stack, {
    organization: place.organization,
    workspaces: new NamedCloudWorkspace(workspaceName(environment, name), place.project),
  });
}

/** A data source on the outputs of the stack `name`; its address is `data.terraform_remote_state.<name>`. */
export function readState(
  stack: TerraformStack,
  place: StatePlace,
  environment: string,
  name: string,
): TerraformRemoteState {
  if (place.type === 's3') {
    const { bucket, region } = place.bucket;
    return new DataTerraformRemoteStateS3(stack, name, { bucket, region, key: stateKey(name, environment) });
  }
  return new DataTerraformRemoteState(stack, name, {
    organization: place.organization,
    workspaces: new NamedRemoteWorkspace(workspaceName(environment, name)),
  });
}
