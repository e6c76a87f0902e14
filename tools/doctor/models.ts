import {
  BedrockClient,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
} from '@aws-sdk/client-bedrock';
import { modelSource } from '../../src/lib/model-source';
import { Check, failed, note, ok, unlessMissing, Verdict } from './check';
import { Place } from './place';

const RETIRES = 'docs/runbooks/models.md';

/** The models of an environment: whether AWS still has them, lets the account call them, and leads to them. */
export function modelChecks({ environment, client }: Place): Check[] {
  if (environment.genai === undefined) return [];
  const bedrock = new BedrockClient(client);
  const { modelId, embeddingModelId } = environment.genai;
  const line = (
    id: string,
    subject: string,
    question: (bedrock: BedrockClient, id: string) => Promise<Verdict>,
    asked = id,
  ): Check => ({
    subject: `${id}: ${subject}`,
    ask: async () =>
      (await unlessMissing(question(bedrock, asked), 'ResourceNotFoundException')) ??
      failed(`AWS has no ${asked} in ${environment.region}: choose another (${RETIRES})`),
  });
  return [modelId, embeddingModelId]
    .map(modelSource)
    .flatMap(({ modelId: id, profileId }) => [
      line(id, 'life cycle', lifeCycle),
      line(id, 'access', access),
      profileId === undefined ? line(id, 'throughput', throughput) : line(id, 'profile', profile, profileId),
    ]);
}

/** @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html */
async function lifeCycle(bedrock: BedrockClient, modelIdentifier: string) {
  const { modelDetails } = await bedrock.send(new GetFoundationModelCommand({ modelIdentifier }));
  const { status, endOfLifeTime: end } = modelDetails?.modelLifecycle ?? {};
  const day = end?.toISOString().slice(0, 10);
  if (end !== undefined && end <= new Date())
    return failed(`ended on ${day ?? ''}: choose another (${RETIRES})`);
  if (status === 'ACTIVE') return ok(`ACTIVE${day === undefined ? '' : `, until ${day}`}`);
  return note(
    `${status ?? 'no status'}, ends ${day ?? 'on a day that AWS does not say'}: choose another (${RETIRES})`,
  );
}

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html */
async function access(bedrock: BedrockClient, modelId: string) {
  const found = await bedrock.send(new GetFoundationModelAvailabilityCommand({ modelId }));
  const states = {
    agreement: found.agreementAvailability?.status,
    authorization: found.authorizationStatus,
    entitlement: found.entitlementAvailability,
    region: found.regionAvailability,
  };
  const missing = Object.entries(states).filter(
    ([, state]) => state !== 'AVAILABLE' && state !== 'AUTHORIZED',
  );
  if (missing.length === 0) return ok('the account may call it');
  const says = missing.map(([name, state]) => `${name} ${state ?? 'unknown'}`).join(', ');
  return failed(`${says}: an administrator asks it once (docs/runbooks/deploy.md#models)`);
}

/**
 * AWS makes no profile of a model that is named by its own id and has no on-demand throughput.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_FoundationModelDetails.html
 */
async function throughput(bedrock: BedrockClient, modelIdentifier: string) {
  const { modelDetails } = await bedrock.send(new GetFoundationModelCommand({ modelIdentifier }));
  const types: readonly string[] = modelDetails?.inferenceTypesSupported ?? [];
  if (types.includes('ON_DEMAND')) return ok('on demand');
  return failed(`${types.join(', ') || 'none'}: name an inference profile that leads to it (${RETIRES})`);
}

async function profile(bedrock: BedrockClient, inferenceProfileIdentifier: string) {
  const { status, models = [] } = await bedrock.send(
    new GetInferenceProfileCommand({ inferenceProfileIdentifier }),
  );
  const says = `${inferenceProfileIdentifier} ${status ?? ''}, to ${models.length} regions`;
  return status === 'ACTIVE' && models.length > 0 ? ok(says) : failed(`${says}: choose another (${RETIRES})`);
}
