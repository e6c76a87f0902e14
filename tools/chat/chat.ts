import { LIVE_ALIAS, namesFor } from '../../src/lib/naming';
import { runningEmulator } from '../emulator/lifecycle';
import { endpointOf } from '../session/emulator-record';
import { settingsOf } from '../session/settings';
import { ToolError } from '../support/project';
import { chatReport, readAnswer } from './answer';
import { invoke } from './invoke';

export interface ChatOptions {
  readonly question: string;
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  /** The emulator's folder. */
  readonly home: string;
  /** A conversation to go on with. @default a new one */
  readonly sessionId?: string | undefined;
}

/** Report of the chat, and the exit code. */
export interface ChatResult {
  readonly report: string;
  /** 0 for an answer, 1 when the function had none. */
  readonly exitCode: number;
}

/**
 * Asks the function that is deployed on the running emulator.
 *
 * @throws ToolError when there is no such environment, no emulator, or no function on it
 */
export async function chat({ question, environment, home, sessionId }: ChatOptions): Promise<ChatResult> {
  const { account, region, genai } = settingsOf(environment);
  if (genai === undefined) {
    throw new ToolError(`${environment} has no GenAI function: its configuration leaves \`genai\` out.`);
  }
  const emulator = await runningEmulator(home);
  if (emulator === undefined) {
    throw new ToolError(`No emulator runs in ${home}: \`npm start\` starts one and deploys the function.`);
  }
  const functionName = namesFor(environment)('lambda-function', 'genai');
  const body = JSON.stringify({ question, ...(sessionId === undefined ? {} : { sessionId }) });
  const invocation = await invoke(
    { endpoint: endpointOf(emulator), account, region, name: functionName, alias: LIVE_ALIAS },
    { method: 'POST', path: '/api/genai', body },
  );
  const answer = readAnswer(invocation);
  if (answer.status !== 200) {
    return {
      report: `${answer.text}\n\nThe function answered with HTTP ${answer.status}. Its log says more: ${namesFor(environment)('log-group', 'genai')}`,
      exitCode: 1,
    };
  }
  return {
    report: chatReport(answer, invocation, `${functionName}:${LIVE_ALIAS}`, genai.modelId),
    exitCode: 0,
  };
}
