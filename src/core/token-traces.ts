/**
 * Runs `action` without the stack traces that cdktf takes of every token, in case it has to say where a bad one was made.
 * They take half the time of a synthesis, and its errors name the place by construct path. Errors keep their own traces.
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
