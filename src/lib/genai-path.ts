/** Path at which the gateway calls the GenAI function, and no service. */
export const GENAI_PATH = '/api/genai';
