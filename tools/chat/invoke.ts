import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { emulatorPlace } from '../support/emulator-place';
import { ToolError } from '../support/project';

/** A function on an emulator. */
export interface FunctionPlace {
  readonly endpoint: string;
  /** @default the emulator's own */
  readonly account?: string | undefined;
  readonly region: string;
  readonly name: string;
  readonly alias: string;
}

/** HTTP request to the function. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path below the API's stage, such as `/api/genai`. */
  readonly path: string;
  /** @default none */
  readonly body?: string;
}

/** Result of an invocation of the function. */
export interface Invocation {
  readonly payload: string;
  /** The last 4 KiB of what it logged. */
  readonly logTail: string;
  /** The version behind the alias. */
  readonly version: string;
  readonly seconds: number;
}

/**
 * Invokes the function under its alias, with as much of API Gateway's event for a request as it reads.
 *
 * @throws ToolError when it is not deployed, or does not end as it should
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export async function invoke(
  place: FunctionPlace,
  { method, path, body = '' }: HttpRequest,
): Promise<Invocation> {
  const { endpoint, name, alias } = place;
  // A second attempt would ask, and maybe write, twice.
  const lambda = new LambdaClient({ ...emulatorPlace(endpoint, place), maxAttempts: 1 });
  const event = { httpMethod: method, path, headers: {}, body, isBase64Encoded: false };
  const command = new InvokeCommand({
    FunctionName: name,
    Qualifier: alias,
    LogType: 'Tail',
    Payload: JSON.stringify(event),
  });
  const began = performance.now();
  const answer = await lambda.send(command).catch((error: unknown) => {
    throw new ToolError(
      `The function ${name} does not answer at ${endpoint} (${(error as Error).message}): \`npm start\` deploys it.`,
    );
  });
  const payload = answer.Payload?.transformToString() ?? '';
  if (answer.FunctionError !== undefined) {
    throw new ToolError(`The function ${name} failed instead of answering: ${payload}`);
  }
  return {
    payload,
    logTail: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
    version: answer.ExecutedVersion ?? '',
    seconds: (performance.now() - began) / 1000,
  };
}
