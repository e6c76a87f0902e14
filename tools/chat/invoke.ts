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
 * Invokes the function under its alias, as API Gateway does.
 *
 * @throws ToolError when it is not deployed, or does not end as it should
 */
export async function invoke(place: FunctionPlace, event: object): Promise<Invocation> {
  const { endpoint, name, alias } = place;
  const lambda = new LambdaClient({
    ...emulatorPlace(endpoint, place),
    // A second attempt would ask, and maybe write, twice.
    maxAttempts: 1,
  });
  const began = performance.now();
  const answer = await lambda
    .send(
      new InvokeCommand({
        FunctionName: name,
        Qualifier: alias,
        LogType: 'Tail',
        Payload: JSON.stringify(event),
      }),
    )
    .catch((error: unknown) => {
      throw notInvoked(place, error);
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

function notInvoked({ endpoint, name, alias }: FunctionPlace, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'ResourceNotFoundException') {
    return new ToolError(
      `The function ${name} is not deployed on the emulator at ${endpoint}, or has no alias ${alias} yet: \`npm start\` deploys it.`,
    );
  }
  if (error.name === 'TooManyRequestsException') {
    return new ToolError(`The function ${name} answers others at the moment: ask again.`);
  }
  const code = 'code' in error ? String(error.code) : '';
  if (/ECONN(REFUSED|RESET)/.test(`${code} ${error.message}`)) {
    return new ToolError(
      `The emulator at ${endpoint} ended before it answered: \`npm start\` starts it again.`,
    );
  }
  return error;
}
