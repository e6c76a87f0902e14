import { Area, Reach } from '../reach';

const profiles = (reach: Reach): string[] =>
  reach.arns('bedrock:<region>:<account>:application-inference-profile/*');

/**
 * Inference profiles of the models that the assistant calls.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 */
export const models: Area = {
  name: 'models',
  reads: (reach) => [
    {
      sid: 'ReadModelProfiles',
      actions: ['bedrock:GetInferenceProfile', 'bedrock:ListTagsForResource'],
      resources: profiles(reach),
      conditions: reach.tagged,
    },
  ],
  writes: (reach) => [
    {
      // AWS draws the profile's id, and checks the model or profile that it is made of as well.
      sid: 'MakeModelProfiles',
      actions: ['bedrock:CreateInferenceProfile', 'bedrock:TagResource'],
      resources: [
        ...profiles(reach),
        ...reach.arns(
          'bedrock:<region>:<account>:inference-profile/*',
          'bedrock:<region>::foundation-model/*',
        ),
      ],
      conditions: reach.tagging,
    },
    {
      sid: 'ChangeModelProfiles',
      actions: ['bedrock:DeleteInferenceProfile', 'bedrock:TagResource', 'bedrock:UntagResource'],
      resources: profiles(reach),
      conditions: reach.tagged,
    },
  ],
};
