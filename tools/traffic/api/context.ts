import { Entry } from '../../model/entries';
import { Exchange } from '../exchange';

/** Values of `$context` by their path below it, such as `identity.sourceIp`. */
export type Context = Record<string, string>;

/** Time in the form of Apache's logs, such as `30/Nov/2026:02:31:10 +0000`. */
function requestTime(time: Date): string {
  const [, day = '', month = '', year = '', clock = ''] = time.toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}

/**
 * Values of `$context` that are known when a request arrives.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function contextOf({ id, began, request }: Exchange, place: Place): Context {
  const { api, stage, domain, account, trace } = place;
  return {
    accountId: account,
    apiId: api.id,
    domainName: domain,
    domainPrefix: domain.split('.')[0] ?? '',
    extendedRequestId: id,
    httpMethod: request.method,
    'identity.sourceIp': request.source,
    'identity.userAgent': request.headers['user-agent']?.[0] ?? '',
    path: request.path,
    protocol: 'HTTP/1.1',
    requestId: id,
    requestTime: requestTime(began),
    requestTimeEpoch: String(began.getTime()),
    stage: stage.name,
    xrayTraceId: trace,
  };
}

export interface Place extends Pick<Entry, 'api' | 'stage'> {
  /** Host under which the API is called, such as `abc.execute-api.us-west-2.amazonaws.com`. */
  readonly domain: string;
  readonly account: string;
  /** Id of the trace, as `X-Amzn-Trace-Id` says it. */
  readonly trace: string;
}

/** Template with its `$context` and `$stageVariables` filled in; unknown ones as `-`. */
export const substitute = (
  template: string,
  context: Context,
  variables: Readonly<Record<string, string>> = {},
): string =>
  template.replace(
    /\$(?:\{(context|stageVariables)\.(\w+(?:\.\w+)*)\}|(context|stageVariables)\.(\w+(?:\.\w+)*))/g,
    (_, braced: string | undefined, inner: string, place: string | undefined, name: string) =>
      ((braced ?? place) === 'context' ? context : variables)[inner || name] ?? '-',
  );
