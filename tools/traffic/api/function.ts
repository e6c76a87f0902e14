import { GetPolicyCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { queryPairs, HttpRequest } from '../../model/http';
import { Match } from '../../model/api/match';
import { RestApi } from '../../model/api/types';
import { clientsByArn } from '../../support/emulator-place';
import { Answer, Headers } from '../exchange';
import { asText, isBinary } from './answers';
import { Context } from './context';

/** Request to a function behind an API. */
export interface FunctionRequest {
  readonly api: RestApi;
  readonly match: Match;
  readonly request: HttpRequest;
  readonly body: Buffer;
  readonly context: Context;
  readonly variables: Readonly<Record<string, string>>;
}

const orNull = <T extends object>(values: T): T | null => (Object.keys(values).length === 0 ? null : values);
const lastOf = (values: Headers): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));

/**
 * Event that API Gateway sends to a function, with every field that it fills without an authorizer.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function functionEvent({ api, match, request, body, context, variables }: FunctionRequest): object {
  const query: Record<string, string[]> = {};
  for (const [name, value] of queryPairs(request.query)) (query[name] ??= []).push(value);
  const binary = isBinary(api, [request.headers['content-type']?.[0]]);
  const { requestId, requestTime, requestTimeEpoch, accountId, domainName, domainPrefix, stage } = context;
  return {
    resource: match.path,
    path: request.path,
    httpMethod: request.method,
    headers: orNull(lastOf(request.headers)),
    multiValueHeaders: orNull(request.headers),
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(match.parameters),
    stageVariables: orNull(variables),
    requestContext: {
      ...{ accountId, apiId: api.id, domainName, domainPrefix, extendedRequestId: requestId },
      httpMethod: request.method,
      identity: { sourceIp: request.source, userAgent: context['identity.userAgent'] ?? null },
      ...{ path: context['path'], protocol: 'HTTP/1.1', requestId, requestTime },
      ...{ requestTimeEpoch: Number(requestTimeEpoch), resourcePath: match.path, stage },
    },
    body: body.length === 0 ? null : body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && body.length > 0,
  };
}

interface ProxyAnswer {
  readonly statusCode?: number | string;
  readonly headers?: Readonly<Record<string, unknown>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, readonly unknown[]>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

const KNOWN = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];

/** Answer that a function returned; undefined for one that is malformed, which the gateway answers with 502. */
export function answerOf(payload: string, { api, request }: FunctionRequest): Answer | undefined {
  let answer: ProxyAnswer | null;
  try {
    answer = JSON.parse(payload) as ProxyAnswer | null;
  } catch {
    return undefined;
  }
  if (typeof answer !== 'object' || answer === null) return undefined;
  const status = Number(answer.statusCode ?? 200);
  const isText = answer.body === undefined || answer.body === null || typeof answer.body === 'string';
  if (Object.keys(answer).some((key) => !KNOWN.includes(key)) || !(status >= 100 && status < 600) || !isText)
    return undefined;
  const headers = Object.fromEntries(
    [
      ...Object.entries(answer.headers ?? {}).map(([name, value]) => [name, [value]] as const),
      ...Object.entries(answer.multiValueHeaders ?? {}),
    ].map(([name, values]) => [name.toLowerCase(), values.map(String)]),
  ) as Headers;
  const text = answer.body ?? '';
  const binary =
    answer.isBase64Encoded === true &&
    isBinary(api, [headers['content-type']?.[0] ?? 'application/json', request.headers['accept']?.[0]]);
  return {
    status,
    headers: { 'content-type': ['application/json'], ...headers },
    body: binary ? Buffer.from(text, 'base64') : asText(Buffer.from(text)),
  };
}

interface Statement {
  readonly Effect: string;
  readonly Principal: '*' | { readonly Service?: string | readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Functions behind APIs, by their ARN with the alias. */
export class Functions {
  readonly #policies = new Map<string, Promise<readonly Statement[]>>();

  readonly #client: (arn: string) => LambdaClient;

  constructor(endpoint: string) {
    // A second attempt would ask, and maybe write, twice.
    this.#client = clientsByArn(endpoint, (place) => new LambdaClient({ ...place, maxAttempts: 1 }));
  }

  /** Forgets policies, for something of what is deployed has changed. */
  forget(): void {
    this.#policies.clear();
  }

  /** Tells whether the policy of a function lets API Gateway invoke it for a method of an API. */
  async permits(arn: string, source: string): Promise<boolean> {
    const known = this.#policies.get(arn) ?? this.#policy(arn);
    this.#policies.set(arn, known);
    return (await known).some(({ Effect, Principal, Condition = {} }) => {
      const services = Principal === '*' ? ['*'] : [Principal.Service ?? []].flat();
      const patterns = Object.values(Condition).flatMap((each) =>
        Object.entries(each).flatMap(([key, value]) => (/^aws:sourcearn$/i.test(key) ? [value] : [])),
      );
      return (
        Effect === 'Allow' &&
        services.some((service) => service === '*' || service === 'apigateway.amazonaws.com') &&
        patterns.every((pattern) => isLike(source, pattern))
      );
    });
  }

  async #policy(arn: string): Promise<readonly Statement[]> {
    const [FunctionName, Qualifier] = [arn.split(':').slice(0, 7).join(':'), arn.split(':')[7]];
    const { Policy } = await this.#client(arn)
      .send(new GetPolicyCommand({ FunctionName, Qualifier }))
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === 'ResourceNotFoundException')
          return { Policy: undefined };
        throw error;
      });
    return (JSON.parse(Policy ?? '{}') as { Statement?: Statement[] }).Statement ?? [];
  }

  /**
   * Payload that a function returned; undefined where it failed.
   *
   * @throws Error of the SDK, such as for a function that is not there or is throttled
   */
  async invoke(arn: string, event: object, signal: AbortSignal): Promise<string | undefined> {
    const { FunctionError, Payload } = await this.#client(arn).send(
      new InvokeCommand({ FunctionName: arn, Payload: JSON.stringify(event) }),
      { abortSignal: signal },
    );
    return FunctionError === undefined ? (Payload?.transformToString() ?? '') : undefined;
  }
}

/** `ArnLike`: `*` for any text and `?` for one character. */
const isLike = (arn: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(arn);
