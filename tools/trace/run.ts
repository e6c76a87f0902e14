import { currentStacks } from '../session/current-stacks';
import { reachIn } from '../reach/folder';
import { liveReach } from './live';
import { endpointOf, readRecord } from '../session/emulator-record';
import { ToolError } from '../support/project';
import { answer, answerLines } from './answer';
import { questionOf, RequestOptions } from './question';
import { send, sentLines, systemPort } from './send';

export interface TraceOptions extends RequestOptions {
  readonly words: readonly string[];
  readonly environment: string;
  readonly isJson: boolean;
  /** Asks the AWS API in place of the synthesized JSON. */
  readonly isLive: boolean;
  /** Sends the request to the emulator of this machine, which is then what the model is read from. */
  readonly isSent: boolean;
  /** Folder of the emulator that a request is sent to where the AWS environment names none. */
  readonly home: string;
}

/**
 * Follows a packet or request hop by hop and prints what decided.
 *
 * @returns exit code: 0 where a task, function, database or address gets it, 1 where not, 3 where a request that was sent
 *   fared otherwise than the model says
 * @throws ToolError with exit code 2 for what is not understood
 */
export async function trace(options: TraceOptions): Promise<number> {
  const { words, environment, isJson, isLive, isSent, home } = options;
  const question = questionOf(words, options);
  if (isSent) return traceSent(question, { environment, isJson, home });
  const reach = isLive ? await liveReach(environment) : reachIn(await currentStacks(), environment);
  const given = answer(reach, question);
  console.log(isJson ? JSON.stringify(given, undefined, 2) : answerLines(given).join('\n'));
  return given.outcome === 'reached' ? 0 : 1;
}

async function traceSent(
  question: ReturnType<typeof questionOf>,
  { environment, isJson, home }: Pick<TraceOptions, 'environment' | 'isJson' | 'home'>,
): Promise<number> {
  if (question.kind === 'packet') throw new ToolError('--send sends requests, not packets.', 2);
  const emulator = readRecord(home);
  const endpoint = process.env['AWS_ENDPOINT_URL'] ?? (emulator === undefined ? '' : endpointOf(emulator));
  const port = await systemPort(endpoint);
  const reach = await liveReach(environment, endpoint);
  const model = answer(reach, question);
  const sent = await send(reach, question, model, port);
  console.log(isJson ? JSON.stringify({ model, sent }, undefined, 2) : sentLines(model, sent).join('\n'));
  if (sent.disagreement !== undefined) return 3;
  return model.outcome === 'reached' ? 0 : 1;
}
