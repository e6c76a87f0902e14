/** The longest that the GenAI function runs. It answers within 25 s by itself; the gateway waits for 29 s. */
export const GENAI_TIMEOUT_SECONDS = 27;
