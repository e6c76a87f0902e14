import { currentStacks } from '../reach/current';
import { reachIn } from '../reach/folder';
import { liveReach } from '../reach/live';
import { answer, answerLines } from './answer';
import { questionOf, RequestOptions } from './question';

export interface TraceOptions extends RequestOptions {
  readonly words: readonly string[];
  readonly environment: string;
  readonly isJson: boolean;
  /** Asks the AWS API in place of the synthesized JSON. */
  readonly isLive: boolean;
}

/**
 * Follows a packet or request hop by hop and prints what decided.
 *
 * @returns exit code: 0 where a task, function, database or address gets it, 1 where not
 * @throws ToolError with exit code 2 for what is not understood
 */
export async function trace({
  words,
  environment,
  isJson,
  isLive,
  ...options
}: TraceOptions): Promise<number> {
  const question = questionOf(words, options);
  const reach = isLive ? await liveReach(environment) : reachIn(await currentStacks(), environment);
  const given = answer(reach, question);
  console.log(isJson ? JSON.stringify(given, undefined, 2) : answerLines(given).join('\n'));
  return given.outcome === 'reached' ? 0 : 1;
}
