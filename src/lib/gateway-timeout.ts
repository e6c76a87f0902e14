/**
 * The longest that the gateway waits for an answer. Whatever it calls has to give up before.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const GATEWAY_TIMEOUT_SECONDS = 29;
