import { ChatAnswer } from './answer';

/** Circumstances of an answer: the function's version, the time taken, the model on AWS. */
export interface Circumstances {
  readonly functionName: string;
  readonly alias: string;
  readonly version: string;
  readonly seconds: number;
  /** The model that would answer on AWS. */
  readonly modelId: string;
}

/** The answer, and what stood behind it, for a person to read. */
export function chatReport({ text, sessionId, tools }: ChatAnswer, given: Circumstances): string {
  const { functionName, alias, version, seconds, modelId } = given;
  const rows = [
    ['Tools', toolsLine(tools)],
    ['Function', `${functionName}:${alias}, version ${version}, in ${seconds.toFixed(1)} s`],
    ['Model', `a stand-in of the emulator's, which follows a few rules; on AWS it is ${modelId}`],
    ...(sessionId === undefined
      ? []
      : [
          ['Session', sessionId],
          ['Go on with', `npm run chat -- --session ${sessionId} "…"`],
        ]),
  ];
  return [text, '', ...rows.map(([name = '', value = '']) => `${name.padEnd(10)}  ${value}`)].join('\n');
}

function toolsLine(tools: readonly string[] | undefined): string {
  if (tools === undefined) return 'unknown: the log of the function does not say';
  return tools.length === 0 ? 'none was called' : tools.join(', ');
}
