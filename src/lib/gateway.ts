/**
 * The stage of the REST API. Without a domain it is the first part of every public path; behind a domain nobody sees it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
 */
export const GATEWAY_STAGE = 'v1';

/**
 * The longest that the gateway waits for an answer. Whatever it calls has to give up before.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const GATEWAY_TIMEOUT_SECONDS = 29;

/** Path at which the gateway calls the GenAI function, and no service. */
export const GENAI_PATH = '/api/genai';

/** The longest that the GenAI function runs. It answers within 25 s by itself; the gateway waits for 29 s. */
export const GENAI_TIMEOUT_SECONDS = 27;

/**
 * The header that the gateway adds to each request and that every listener rule demands, in lower case. Its value is a
 * secret: the load balancer answers 403 to whoever does not know it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-header-conditions
 */
export const ORIGIN_HEADER = 'x-origin-verify';

/** Secrets with a value of the origin header each. Every listener rule takes either, and the gateway sends one of them. */
export const originSlots = ['a', 'b'] as const;

export type OriginSlot = (typeof originSlots)[number];

/** Id of a slot's constructs, in every stack. */
export const originSecretId = (slot: OriginSlot): string =>
  slot === 'a' ? 'origin-secret' : `origin-secret-${slot}`;

/** Last part of the name of a slot's secret. */
export const originSecretName = (slot: OriginSlot): string =>
  slot === 'a' ? 'origin-header-value' : `origin-header-value-${slot}`;

/** The name under which the gateway calls the load balancer of a domain: one that the certificate covers, as AWS's own is not. */
export const originName = (domain: string): string => `origin.${domain}`;

/**
 * Characters that a pattern of AWS WAF may have.
 *
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RegexMatchStatement.html
 */
export const MAX_PATTERN = 512;

/**
 * Regular expression of paths and of all below them, as a caller writes them: with the stage, or behind a domain without.
 * Undefined for no path.
 */
export const publicPattern = (paths: readonly string[]): string | undefined =>
  paths.length === 0 ? undefined : `^(/${GATEWAY_STAGE})?(${paths.join('|')})(/|$)`;

/**
 * Environment of the probe: the public address of the API, and the paths below it that have to answer 200.
 *
 * @param paths of the services that are open to everybody
 */
export const probeVariables = (
  apiUrl: string,
  paths: readonly string[],
  withAssistant: boolean,
): Record<string, string> => ({
  PROBE_URL: apiUrl,
  PROBE_PATHS: JSON.stringify([
    ...paths.map((path) => `${path}/actuator/health`),
    ...(withAssistant ? [`${GENAI_PATH}/health`] : []),
  ]),
});
