/** A model of Bedrock, as the configuration names it. */
export interface ModelSource {
  /** The model's own id, such as `anthropic.claude-haiku-5-5`. */
  readonly modelId: string;
  /** The system-defined inference profile that leads to it, such as `us.anthropic.claude-haiku-5-5`. */
  readonly profileId?: string;
}

/** Areas that system-defined inference profiles are for. */
const AREA = '(?:apac|au|ca|eu|global|jp|us|us-gov)';
const MODEL = '[a-z0-9-]+\\.[a-z0-9-]+(?:[.:][a-z0-9-]+)*';

/**
 * The ids and ARNs that can be called: a model with on-demand throughput, or a system-defined inference profile. Claude
 * models have profiles alone, so a bare id of theirs is none.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-haiku-5-5.html
 */
export const CALLABLE_MODEL = new RegExp(
  `^(?=.{1,140}$)(?:(?!${AREA}\\.|anthropic\\.)${MODEL}|(?:arn:aws:bedrock:[a-z0-9-]+:\\d{12}:inference-profile/)?${AREA}\\.${MODEL})$`,
);

/** The parts of an id or ARN that {@link CALLABLE_MODEL} accepts. */
export function modelSource(identifier: string): ModelSource {
  const id = identifier.replace(/^arn:.*\//, '');
  const modelId = id.replace(new RegExp(`^${AREA}\\.`), '');
  return modelId === id ? { modelId } : { modelId, profileId: id };
}

/** Area that an inference profile is for, such as `us`; undefined for a model. */
export const profileArea = (identifier: string): string | undefined =>
  new RegExp(`^(?:arn:.*/)?(${AREA})\\.`).exec(identifier)?.[1];
