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

/**
 * Reads the function's answer in the format of the proxy integration.
 *
 * @param payload what Invoke returned
 * @param logTail the last lines that the function logged, one JSON object each
 */
export function readAnswer(payload: string, logTail: string): ChatAnswer {
  const { statusCode, body } = JSON.parse(payload) as { statusCode: number; body: string };
  const said = JSON.parse(body) as { answer?: string; message?: string; sessionId?: string };
  return {
    status: statusCode,
    text: said.answer ?? said.message ?? body,
    ...(said.sessionId === undefined ? {} : { sessionId: said.sessionId }),
    tools: toolsIn(logTail),
  };
}

/** The tail is cut to 4 KiB, so its first line may be a part of one. */
function toolsIn(logTail: string): string[] | undefined {
  for (const line of logTail.split('\n')) {
    try {
      const { message, tools } = JSON.parse(line) as { message?: string; tools?: string[] };
      if (message === 'question answered') return tools;
    } catch {
      continue;
    }
  }
  return undefined;
}
