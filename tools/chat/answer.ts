import { Invocation } from './invoke';

/** Answer to a question: HTTP status, text, and the tools that the model called. */
export interface ChatAnswer {
  readonly status: number;
  /** Words of the assistant, or the reason why there is no answer. */
  readonly text: string;
  /** Names the conversation; only where there is an answer. */
  readonly sessionId?: string;
  /** The tools that the model called, in order; undefined when the function's log does not say. */
  readonly tools: readonly string[] | undefined;
}

/** Reads the function's answer in the format of the proxy integration. Each line of its log is a JSON object. */
export function readAnswer({ payload, logTail }: Pick<Invocation, 'payload' | 'logTail'>): ChatAnswer {
  const { statusCode, body } = JSON.parse(payload) as { statusCode: number; body: string };
  const said = JSON.parse(body) as { answer?: string; message?: string; sessionId?: string };
  return {
    status: statusCode,
    text: said.answer ?? said.message ?? body,
    ...(said.sessionId === undefined ? {} : { sessionId: said.sessionId }),
    tools: toolsIn(logTail),
  };
}

/** Tools that a line of the log names. The tail is cut to 4 KiB, so its first line may be a part of one. */
function toolsIn(logTail: string): string[] | undefined {
  const line = logTail.split('\n').find((each) => /^\{.*"question answered"/.test(each));
  return line === undefined ? undefined : (JSON.parse(line) as { tools?: string[] }).tools;
}

/**
 * The answer, and what stood behind it, for a person to read.
 *
 * @param named function and alias
 * @param modelId of the model that would answer on AWS
 */
export function chatReport(
  { text, sessionId, tools }: ChatAnswer,
  { version, seconds }: Pick<Invocation, 'version' | 'seconds'>,
  named: string,
  modelId: string,
): string {
  const unknown = 'unknown: the log of the function does not say';
  const rows = [
    ['Tools', tools === undefined ? unknown : tools.join(', ') || 'none was called'],
    ['Function', `${named}, version ${version}, in ${seconds.toFixed(1)} s`],
    ['Model', `a stand-in of the emulator's, which follows a few rules; on AWS it is ${modelId}`],
    ['Session', sessionId],
    ['Continue', sessionId && `npm run chat -- --session ${sessionId} "…"`],
  ];
  const shown = rows.filter(([, value]) => value !== undefined);
  return [text, '', ...shown.map(([name = '', value = '']) => `${name.padEnd(10)}  ${value}`)].join('\n');
}
