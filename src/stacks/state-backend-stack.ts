import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AssetType, LocalBackend, TerraformAsset, TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { StateBackend } from '../../.gen/modules/state-backend';
import { Repository } from '../config/repository';
import { Environment } from '../config/schema';
import { CiIdentity } from '../constructs/identity/ci-identity';
import { BaseStack } from '../core/base-stack';
import { keepStateInBucket, stateKey } from '../core/state';
import { StateBucket } from '../lib/state-place';
import { NAME_PREFIX } from '../lib/name-prefix';

const MODULE = join(__dirname, '../../modules/state-backend');
const NAME = 'state-backend';

export interface StateBackendStackProps {
  /** The S3 backend of `backend.tf.json`: this stack makes the very bucket and table that the others then use. */
  readonly bucket: StateBucket;
  /**
   * Place of this stack's own state: `local`, a file in the project's folder, until it moves into the bucket it made.
   */
  readonly ownState: 'local' | 'bucket';
  /** The GitHub repository whose workflows may plan and apply. */
  readonly repository: Repository;
  /** Source of GitHub's identity provider: this stack creates it, or the account already has one. */
  readonly githubProvider: 'create' | 'existing';
  /** Every environment: each gets a role that applies it, and a boundary for its roles. */
  readonly environments: readonly Environment[];
}

/**
 * State bucket, lock table, and what CI runs with: one of each for an account, below every environment, made before anything
 * else.
 */
export class StateBackendStack extends BaseStack {
  constructor(scope: Construct, { bucket, ownState, ...ci }: StateBackendStackProps) {
    super(scope, NAME, {
      region: bucket.region,
      tags: { Project: NAME_PREFIX, Stack: NAME, ManagedBy: 'terraform' },
    });
    if (ownState === 'bucket') {
      keepStateInBucket(this, bucket, stateKey(NAME));
    } else {
      // Seen from cdktf.out/stacks/state-backend: the project's folder, which outlives a new synthesis.
      new LocalBackend(this, { path: `../../../${NAME}.tfstate` });
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

    new CiIdentity(this, 'ci', {
      accountId: this.accountId,
      repository: ci.repository,
      githubProvider: ci.githubProvider,
      environments: ci.environments,
      stateBucket: bucket,
    });

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
