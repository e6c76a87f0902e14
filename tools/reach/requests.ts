import { Environment } from '../../src/config/schema';
import { Statement } from '../model/firewall/types';
import { HttpRequest, requestOf } from '../model/http';
import { LoadBalancer } from '../model/load-balancer/types';
import { RequestVerdict } from '../model/request';
import { INSIDE, judge } from './inside';
import { hopLines, Question } from './questions';
import { Reach } from './reach';

type Expected =
  | { readonly at: string; readonly path: string }
  | {
      readonly status: number;
      /** Whether the first place on the way has to answer. */
      readonly atOnce?: boolean;
    };

/** Header with which the gateway proves to the load balancer that a request came through it. */
export const ORIGIN_HEADER = 'x-origin-verify';
/** Address on no allow-list (RFC 5737). */
const OUTSIDE = '198.51.100.9';
const STREAM = { Accept: 'text/event-stream' };
const BODY_OF_11_MIB = 11 * 1024 * 1024;

/** Origin header's values as a rule of the load balancer takes them; none where no rule demands one. */
function originValues({ listeners }: LoadBalancer): readonly string[] {
  const conditions = listeners.flatMap(({ rules }) => rules.flatMap((rule) => rule.conditions));
  return conditions.find(({ name }) => name === ORIGIN_HEADER)?.values ?? [];
}

function failureOf(verdict: RequestVerdict, expected: Expected): string | undefined {
  const { reached, status, hops } = verdict;
  const found =
    reached === undefined
      ? `answer ${String(status ?? 'unknown')}`
      : `${reached.placement.name} ${reached.request.path}`;
  const isExpected =
    'at' in expected
      ? reached?.placement.name.endsWith(`-${expected.at}`) === true && reached.request.path === expected.path
      : reached === undefined &&
        status === expected.status &&
        (expected.atOnce !== true || hops.length === 1);
  return isExpected ? undefined : `${found}, by ${hopLines(hops.slice(-1)).join('')}`;
}

/** Questions about requests to every way into the API, and straight to the load balancer. */
export function requestQuestions(environment: Environment): Question[] {
  return [
    ...environment.services.flatMap((service) => serviceQuestions(environment, service)),
    ...(environment.genai === undefined ? [] : genaiQuestions()),
    ...unknownQuestions(environment),
    ...balancerQuestions(environment),
  ];
}

const through = (asks: string, request: HttpRequest, expected: Expected): Question => ({
  asks,
  failure: (reach) => {
    const { entries } = reach.prepared;
    if (entries.length === 0) return 'no stage is open to callers';
    return entries
      .map((entry) => failureOf(judge(reach, request, entry), expected))
      .find((failure) => failure !== undefined);
  },
});

function serviceQuestions(
  { domain }: Environment,
  { name, path, restricted: isRestricted = false, springBootAdmin = false }: Environment['services'][number],
): Question[] {
  const source = isRestricted ? INSIDE : OUTSIDE;
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'];
  const paths = [
    path,
    `${path}/one`,
    `${path}/one/two`,
    `${path}/actuator/health`,
    `${path}/actuator/health/readiness`,
  ];
  const answered = paths.flatMap((each) =>
    methods.map((method) =>
      through(`${method} ${each} → ${name}`, requestOf(method, each, { source }), { at: name, path: each }),
    ),
  );
  const forged = { source, headers: { [ORIGIN_HEADER]: 'forged', Forwarded: 'proto=http;host=elsewhere' } };
  const headers: Question = {
    asks: `${name} sees the gateway's headers, not the caller's`,
    failure: (reach) =>
      [path, `${path}/one`]
        .map((each) => headersFailure(reach, requestOf('GET', `${each}?a=1`, forged), domain?.name))
        .find((failure) => failure !== undefined),
  };
  const preflights = [path, `${path}/one`].map((each) => {
    const request = requestOf('OPTIONS', each, { source });
    return isRestricted
      ? through(`OPTIONS ${each} → ${name}`, request, { at: name, path: each })
      : through(`OPTIONS ${each} → preflight`, request, { status: 204 });
  });
  const closed = [
    ...['env', 'metrics', 'prometheus', 'loggers', 'health/../env', 'health;/env', 'health%2f..%2fenv'],
    ...['..;/actuator/env', '%65nv', 'health%3b', 'heapdump/', 'env?x=health'],
  ].map((end) =>
    isRestricted
      ? through(`GET ${path}/actuator/${end}, outside`, requestOf('GET', `${path}/actuator/${end}`), {
          status: 403,
          atOnce: true,
        })
      : through(`GET ${path}/actuator/${end}`, requestOf('GET', `${path}/actuator/${end}`), {
          status: 403,
          atOnce: true,
        }),
  );
  const spelt = [
    `${path}/actuato%72/env`,
    `${path}//actuator/env`,
    `${path}/./actuator/env`,
    `${path}/%2561ctuator/env`,
    `${path};x=1`,
    `${path}/../owners`,
    `${path}/%2e%2e/owners`,
    `${path}//owners`,
    `${path}/a%255cb`,
    `${path}/a%00`,
  ];
  return [
    ...answered,
    ...preflights,
    headers,
    ...closed,
    ...spelt.map((each) => through(`GET ${each}`, requestOf('GET', each), { status: 403, atOnce: true })),
    through(`POST ${path} of 11 MiB`, requestOf('POST', path, { source, bodySize: BODY_OF_11_MIB }), {
      status: 413,
    }),
    ...(isRestricted ? restrictedQuestions(path) : []),
    ...(springBootAdmin
      ? streamQuestions(name, path, source)
      : [
          through(
            `GET ${path}/one as a stream → ${name}`,
            requestOf('GET', `${path}/one`, { headers: STREAM }),
            {
              at: name,
              path: `${path}/one`,
            },
          ),
        ]),
  ];
}

/** Questions about event streams, which are answered before they reach the service, and about what is none. */
function streamQuestions(name: string, path: string, source: string): Question[] {
  const stream = { source, headers: STREAM };
  return [
    ...[`${path}/instances`, `${path}/instances/events`].map((each) =>
      through(`GET ${each} as a stream`, requestOf('GET', each, stream), { status: 204 }),
    ),
    through(`GET ${path} as a stream → ${name}`, requestOf('GET', path, stream), { at: name, path }),
    ...[path, `${path}/instances`].map((each) =>
      through(
        `GET ${each} as a page`,
        requestOf('GET', each, { source, headers: { Accept: 'text/html, text/*' } }),
        {
          at: name,
          path: each,
        },
      ),
    ),
    through(
      `GET ${path}/instances as a stream, outside`,
      requestOf('GET', `${path}/instances`, { headers: STREAM }),
      {
        status: 403,
      },
    ),
  ];
}

function headersFailure(reach: Reach, request: HttpRequest, domain: string | undefined): string | undefined {
  for (const entry of reach.prepared.entries) {
    const { reached } = judge(reach, request, entry);
    const [balancer] = reach.model.loadBalancers;
    const origins = balancer === undefined ? [] : originValues(balancer);
    if (reached === undefined || origins.length < 2)
      return 'nobody is reached, or rules take fewer than two values';
    const seen = reached.request.headers;
    if (!origins.includes(String(seen[ORIGIN_HEADER])))
      return `${ORIGIN_HEADER} is none of those that the rule takes`;
    const host = domain ?? `${entry.api.id}.execute-api.`;
    if (!String(seen['forwarded']).startsWith(`proto=https;host=${host}`))
      return 'Forwarded names another host';
    if (reached.request.query !== request.query) return 'the query is lost';
  }
  return undefined;
}

function restrictedQuestions(path: string): Question[] {
  const encoded = `/${encodeURIComponent(path[1] ?? '')}`.replace(
    /^\/(.)$/,
    (_, letter: string) => `/%${letter.charCodeAt(0).toString(16)}`,
  );
  const rest = path.slice(2);
  return [
    path,
    `${path}/`,
    `${path}/instances`,
    `${path}%2f`,
    `${path};x=1`,
    `/.${path}`,
    `/${path}`,
    `${encoded}${rest}`,
  ]
    .concat(`/%25${encoded.slice(2)}${rest}`)
    .map((each) => through(`GET ${each}, outside`, requestOf('GET', each), { status: 403 }));
}

function genaiQuestions(): Question[] {
  const reached: readonly (readonly [string, string])[] = [
    ['POST', '/api/genai'],
    ['POST', '/api/genai/chatclient'],
    ['GET', '/api/genai/health'],
  ];
  return [
    ...reached.map(([method, path]) =>
      through(`${method} ${path} → genai`, requestOf(method, path), { at: 'genai', path }),
    ),
    ...(['/api/genai', '/api/genai/one'] as const).map((path) =>
      through(`OPTIONS ${path} → preflight`, requestOf('OPTIONS', path), { status: 204 }),
    ),
    ...['GET', 'PUT', 'DELETE'].map((method) =>
      through(`${method} /api/genai`, requestOf(method, '/api/genai'), { status: 404 }),
    ),
    through('DELETE /api/genai/one', requestOf('DELETE', '/api/genai/one'), { status: 404 }),
    // 4,000 characters of four bytes each, escaped.
    through('POST /api/genai of 48 kB → genai', requestOf('POST', '/api/genai', { bodySize: 48_100 }), {
      at: 'genai',
      path: '/api/genai',
    }),
    through('POST /api/genai of 60 kB', requestOf('POST', '/api/genai', { bodySize: 60_000 }), {
      status: 403,
    }),
    bodyQuestion('/api/genai', false),
    bodyQuestion('/api/vets', true),
  ];
}

/** Question whether rules of managed groups about bodies can stop a request, by themselves or by their labels. */
function bodyQuestion(path: string, canStop: boolean): Question {
  return {
    asks: `rules about bodies ${canStop ? 'can' : 'cannot'} stop POST ${path}`,
    failure: (reach) => {
      const request = requestOf('POST', path, { bodySize: 100 });
      for (const entry of reach.prepared.entries) {
        const { notJudged } = reach.prepared.judgeApi(request, entry);
        const rules = reach.model.firewalls
          .filter(({ resources }) => resources.includes(entry.stage.id))
          .flatMap((acl) => acl.rules);
        const blocking = rules.filter(
          ({ id, action, statement }) =>
            notJudged.includes(id) &&
            (statement.kind === 'not-judged' ? mayBlockBodies(statement) : action?.kind === 'block'),
        );
        if (blocking.length > 0 !== canStop) return blocking[0]?.id ?? 'none of them can';
      }
      return undefined;
    },
  };
}

/** Lists of addresses look at nothing else. Which rules of another group look at bodies is for a policy to know. */
const mayBlockBodies = ({ name, counted = [] }: Extract<Statement, { kind: 'not-judged' }>): boolean =>
  counted.length === 0 && !name.endsWith('IpReputationList');

function unknownQuestions({ services, genai }: Environment): Question[] {
  const spelt = services
    .filter(({ restricted }) => restricted !== true)
    .flatMap(({ path }) => [`${path}x`, path.toUpperCase(), `${path}%2fowners`, path.slice(0, -1)]);
  const closed = genai === undefined ? ['/api/genai', '/api/genai/health'] : [];
  return ['/', '/api', '/unknown', '/api/unknown/one', ...spelt, ...closed].map((path) =>
    through(`GET ${path}`, requestOf('GET', path), { status: 404 }),
  );
}

function balancerQuestions({ services, domain }: Environment): Question[] {
  const straight = (
    asks: string,
    path: string,
    header: (values: readonly string[]) => string | undefined,
    expected: (port: number) => Expected,
    more: Readonly<Record<string, string>> = {},
  ): Question => ({
    asks: `${asks}, straight to the load balancer`,
    failure: ({ model, prepared }) => {
      const [balancer] = model.loadBalancers;
      if (balancer === undefined || balancer.listeners.length === 0)
        return 'there is no load balancer that listens';
      const value = header(originValues(balancer));
      const headers = { ...more, ...(value === undefined ? {} : { [ORIGIN_HEADER]: value }) };
      return balancer.listeners
        .map(({ port }) =>
          failureOf(
            prepared.judgeLoadBalancer(requestOf('GET', path, { headers }), balancer, port),
            expected(port),
          ),
        )
        .find((failure) => failure !== undefined);
    },
  });
  const redirects = (port: number): boolean => domain !== undefined && port === 80;
  const refused = (port: number): Expected => ({ status: redirects(port) ? 301 : 403 });
  return services.flatMap(({ name, path, restricted }) => [
    straight(`${path} without the header`, path, () => undefined, refused),
    straight(`${path}/one with another value`, `${path}/one`, ([value = '']) => `${value}x`, refused),
    straight(`${path}/one with an empty value`, `${path}/one`, () => '', refused),
    straight(
      `${path}/one with values in a list`,
      `${path}/one`,
      ([value = '']) => `${value}, ${value}`,
      refused,
    ),
    straight(`${path.toUpperCase()} with the header`, path.toUpperCase(), ([value]) => value, refused),
    straight(`${path}x with the header`, `${path}x`, ([value]) => value, refused),
    ...[path, `${path}/one`].flatMap((each) =>
      [0, 1].map((index) =>
        straight(
          `${each} with value ${String(index + 1)} of the header`,
          each,
          (values) => values[index],
          (port) => (redirects(port) ? { status: 301 } : { at: name, path: each }),
        ),
      ),
    ),
    ...['env', 'health/../env', 'heapdump;x'].map((end) =>
      straight(
        `${path}/actuator/${end} with the header`,
        `${path}/actuator/${end}`,
        ([value]) => value,
        (port) =>
          restricted !== true
            ? { status: 403, atOnce: true }
            : redirects(port)
              ? { status: 301 }
              : { at: name, path: `${path}/actuator/${end}` },
      ),
    ),
    straight(`${path}/one as a stream without the header`, `${path}/one`, () => undefined, refused, STREAM),
  ]);
}
