/**
 * Runs `action` without the stack traces that cdktf takes of every token, at full depth, in case it has to say where a bad one
 * was made. Its errors name the construct path all the same, and errors keep their own traces. Worth a seventh of the
 * CPU time of a synthesis: 1.2 s in place of 1.4 s.
 *
 * @see https://v8.dev/docs/stack-trace-api#stack-trace-collection-for-custom-exceptions
 */
export function withoutTokenTraces<T>(action: () => T): T {
  const captureStackTrace = Error.captureStackTrace.bind(Error);
  Error.captureStackTrace = (target, below) => {
    // cdktf captures into a plain object.
    if (target instanceof Error) captureStackTrace(target, below);
  };
  try {
    return action();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
