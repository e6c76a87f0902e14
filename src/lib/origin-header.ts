/**
 * The header that the gateway adds to each request and that every listener rule demands, in lower case. Its value is a
 * secret: the load balancer answers 403 to whoever does not know it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-header-conditions
 */
export const ORIGIN_HEADER = 'x-origin-verify';
