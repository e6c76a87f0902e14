import { BedrockInferenceProfile } from '@cdktf/provider-aws/lib/bedrock-inference-profile';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { Statement } from '../../core/policy-document';
import { ModelSource } from '../../lib/model-source';

export interface ModelProfileProps {
  /** Name of the profile. It holds the model's, so that an old and a new profile exist together. */
  readonly name: string;
  readonly description: string;
  readonly source: ModelSource;
}

/**
 * An application inference profile: calls of a model that carry the environment's tags, so their cost is seen and budgeted.
 *
 * A change of the model makes a new profile, and removes the old one once nothing names it any more.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-create.html
 */
export class ModelProfile extends Construct {
  readonly arn: string;
  /** Id, under which CloudWatch has the metrics of its calls. */
  readonly id: string;
  /** The rights of a role that calls the model through this profile and no other way. */
  readonly statements: readonly Statement[];

  constructor(scope: Construct, id: string, props: ModelProfileProps) {
    super(scope, id);
    const { name, description, source } = props;
    const { accountId, region } = BaseStack.of(this);
    const { modelId, profileId } = source;
    const profile = new BedrockInferenceProfile(this, 'profile', {
      name,
      description,
      modelSource: [
        {
          copyFrom:
            profileId === undefined
              ? `arn:aws:bedrock:${region}::foundation-model/${modelId}`
              : `arn:aws:bedrock:${region}:${accountId}:inference-profile/${profileId}`,
        },
      ],
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = profile.arn;
    this.id = profile.id;
    const actions = ['bedrock:InvokeModel'];
    // Bedrock checks the model in the region that it routes a call to. AWS adds regions to a profile without notice.
    const regions = profileId === undefined ? region : '*';
    this.statements = [
      { sid: 'AskProfile', actions, resources: [this.arn] },
      {
        sid: 'AskModelThroughProfile',
        actions,
        resources: [`arn:aws:bedrock:${regions}::foundation-model/${modelId}`],
        conditions: { ArnEquals: { 'bedrock:InferenceProfileArn': this.arn } },
      },
    ];
  }
}
