import { currentStacks } from '../reach/current';
import { reachIn } from '../reach/folder';
import { Reach } from '../reach/reach';
import { answer, answerLines } from './answer';
import { questionOf, RequestOptions } from './question';

export interface TraceOptions extends RequestOptions {
  readonly words: readonly string[];
  readonly environment: string;
  readonly isJson: boolean;
  /** Model of the environment as it is deployed. @default from the synthesized JSON */
  readonly live?: (() => Promise<Reach>) | undefined;
}

/**
 * Follows a packet or request hop by hop and prints what decided.
 *
 * @returns exit code: 0 where a task, function, database or address gets it, 1 where not
 * @throws ToolError with exit code 2 for what is not understood
 */
export async function trace({ words, environment, isJson, live, ...options }: TraceOptions): Promise<number> {
  const question = questionOf(words, options);
  const reach = live === undefined ? reachIn(await currentStacks(), environment) : await live();
  const given = answer(reach, question);
  console.log(isJson ? JSON.stringify(given, undefined, 2) : answerLines(given).join('\n'));
  return given.outcome === 'reached' ? 0 : 1;
}
