import { z } from 'zod';
import { CALLABLE_MODEL, profileArea } from '../../lib/model-source';
import { integer, oneOf, strict, text } from '../fields';
import type { ValidPart } from '../inspect';
import { refused, type Problem } from '../problem';

/** A model, of which the stack makes an application inference profile with the environment's tags. */
const model = (kind: string, example: string) =>
  text(
    CALLABLE_MODEL,
    `the id or ARN of a system-defined inference profile, or the id of a model with on-demand throughput, ${kind}, such as ${example}`,
  );

export const genaiSchema = strict({
  /** The model that answers. It has to know Converse with tools. */
  modelId: model('of text', 'us.anthropic.claude-haiku-5-5').refine(
    (id) => !/embed|rerank|image|canvas|reel|sonic|stability\.|luma\.|twelvelabs\./.test(id),
  ),
  /** The model that compares vets with what is asked for: one of the Titan text embeddings, version 2. */
  embeddingModelId: model('of Titan Text Embeddings V2', 'amazon.titan-embed-text-v2:0').refine((id) =>
    /(^|[./])amazon\.titan-embed-text-v2:\d+$/.test(id),
  ),
  /**
   * Way of the function to Bedrock: an interface endpoint, or NAT and the internet where a region has no endpoint.
   *
   * @cost in each zone an endpoint `endpoint-hour`, or for each GB `nat-gateway-gb`
   */
  bedrockAccess: oneOf(['endpoint', 'nat']),
  /** Questions that are answered in a day, in UTC; then everybody gets 429. It bounds what strangers can spend. */
  dailyQuestions: integer(1, 1_000_000),
  /**
   * Limit of requests that run at once; Lambda refuses more. AWS accepts it only if 100 of the account's concurrent
   * executions stay for other functions, and a new account has 10 in all. @default no limit of its own
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  reservedConcurrency: integer(1, 1000).exactOptional(),
});

export type Genai = z.output<typeof genaiSchema>;

/** Beginnings of the regions that an inference profile of an area can be called from; `global` has all. */
const REGIONS_OF_AREA: Readonly<Record<string, RegExp>> = {
  apac: /^ap-/,
  au: /^ap-southeast-/,
  ca: /^(ca|us)-/,
  eu: /^eu-/,
  jp: /^ap-northeast-/,
  us: /^(us|ca)-/,
  'us-gov': /^us-gov-/,
};

/**
 * Checks profiles against region and account: the stack names profiles of its own place, and each area has regions of its own.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
export function* modelProblems(
  given: ValidPart<Genai>,
  region: string | undefined,
  account: string | undefined,
): Iterable<Problem> {
  for (const key of ['modelId', 'embeddingModelId'] as const) {
    const arn = given[key] ?? '';
    const regions = REGIONS_OF_AREA[profileArea(arn) ?? ''];
    if (region !== undefined && regions?.test(region) === false) {
      yield refused(
        `genai.${key}`,
        arn,
        `cannot be called from ${region}`,
        `a model or profile of ${region}`,
      );
      continue;
    }
    const [, , , ofRegion, ofAccount] = arn.split(':');
    if (!arn.startsWith('arn:')) continue;
    if ((region ?? ofRegion) !== ofRegion || (account ?? ofAccount) !== ofAccount)
      yield refused(
        `genai.${key}`,
        arn,
        'is of another region or account',
        `an id, or an ARN of ${region ?? 'the region'} and of ${account ?? 'the account'}`,
      );
  }
}
