/**
 * The stage of the REST API. Without a domain it is the first part of every public path; behind a domain nobody sees it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
 */
export const GATEWAY_STAGE = 'v1';
