import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { AssetType, LocalBackend, TerraformAsset, TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { StateBackend } from '../../.gen/modules/state-backend';
import { Account } from '../config/account-groups';
import { BaseStack } from '../core/base-stack';
import { keepStateInBucket, stateKey } from '../core/state';
import { NAME_PREFIX } from '../lib/name-prefix';

const MODULE = resolve('modules/state-backend');
const NAME = 'state-backend';

export interface StateBackendStackProps {
  readonly account: Account;
  /**
   * Place of this stack's own state: `local`, a file in the project's folder, until it moves into the bucket it made.
   */
  readonly ownState: 'local' | 'bucket';
}

/** State bucket, lock table and their key: one of each for an account, below every environment, made before anything else. */
export class StateBackendStack extends BaseStack {
  constructor(scope: Construct, { account, ownState }: StateBackendStackProps) {
    const { id, suffix, stateBucket: bucket, settings } = account;
    const name = `${NAME}${suffix}`;
    super(scope, name, {
      region: bucket.region,
      account: id,
      tags: { ...settings.tags, Project: NAME_PREFIX, Stack: name, ManagedBy: 'terraform' },
    });
    if (ownState === 'bucket') {
      keepStateInBucket(this, bucket, stateKey(NAME));
    } else {
      // Seen from the folder of the stack: the project's folder, which outlives a new synthesis.
      new LocalBackend(this, { path: `../../../${name}.tfstate` });
    }

    refuseForeignFiles();
    const source = new TerraformAsset(this, 'source', { path: MODULE, type: AssetType.DIRECTORY });
    const backend = new StateBackend(this, 'state', {
      bucket: bucket.bucket,
      lockTable: bucket.lockTable,
      kmsAlias: bucket.kmsAlias,
      namePrefix: NAME_PREFIX,
      // Our own copy above: cdktf's would need its CLI and leave a temporary folder behind at each synthesis.
      skipAssetCreationFromLocalModules: true,
    });
    backend.addOverride('source', `./${source.path}`);

    const outputs = {
      state_bucket: ['Bucket that holds the Terraform states', backend.bucketOutput],
      lock_table: ['DynamoDB table that holds the locks of the states', backend.lockTableOutput],
      state_key_arn: ['KMS key of the bucket and the table', backend.kmsKeyArnOutput],
    } as const;
    for (const [name, [description, value]] of Object.entries(outputs)) {
      new TerraformOutput(this, name, { staticId: true, description, value });
    }
  }
}

/** The whole folder is copied into the synthesized stack: what Terraform leaves behind there must not come along. */
function refuseForeignFiles(): void {
  const foreign = readdirSync(MODULE).filter((name) => !/\.(tf\.json|md)$/.test(name));
  if (foreign.length > 0) {
    throw new Error(
      `modules/state-backend holds ${foreign.join(', ')}, which Terraform leaves where it runs. ` +
        'Move it out of the checkout and apply the module from a folder of your own: docs/runbooks/state-backend.md says how.',
    );
  }
}
