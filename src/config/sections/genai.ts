import { z } from 'zod';
import { integer, oneOf, strict, text } from '../fields';

/**
 * The id of a foundation model in the environment's own region. An inference profile, `us.…` or `global.…`, is refused: it
 * runs a model in several regions, each of which the function's role would have to name.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const foundationModel = (example: string) =>
  text(
    /^(?=.{1,140}$)(?!(?:apac|au|ca|eu|global|jp|us|us-gov)\.)[a-z0-9-]+\.[a-z0-9-]+([.:][a-z0-9-]+)*$/,
    `the id of a foundation model such as ${example}, not of an inference profile`,
  );

export const genaiSchema = strict({
  /** The model that answers. It has to know Converse with tools. */
  modelId: foundationModel('anthropic.claude-3-haiku-20240307-v1:0'),
  /** The model that compares vets with what is asked for: one of the Titan text embeddings, version 2. */
  embeddingModelId: foundationModel('amazon.titan-embed-text-v2:0'),
  /** How the function reaches Bedrock: an interface endpoint, or NAT and the internet where a region has no endpoint. */
  bedrockAccess: oneOf(['endpoint', 'nat']),
  /**
   * How many requests run at once; more are refused. AWS takes it only if 100 of the account's stay for other functions,
   * and a new account has 10 in all. @default no limit of its own
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  reservedConcurrency: integer(1, 1000).exactOptional(),
});

export type Genai = z.output<typeof genaiSchema>;
