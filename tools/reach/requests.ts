import { Environment } from '../../src/config/schema';
import { HttpRequest, requestOf } from '../model/http';
import { balancerQuestions } from './balancer-requests';
import { genaiQuestions } from './genai-requests';
import { INSIDE, judge } from './inside';
import { ORIGIN_HEADER, originValues, STREAM, through } from './request-outcome';
import { Question } from './questions';
import { Reach } from './reach';

/** Address on no allow-list (RFC 5737). */
const OUTSIDE = '198.51.100.9';
/** Body above the size up to which the firewall lets bodies pass, in bytes. */
const LARGE_BODY = 9_000;

/** Questions about requests to every way into the API, and straight to the load balancer. */
export function requestQuestions(environment: Environment): Question[] {
  return [
    ...environment.services.flatMap((service) => serviceQuestions(environment, service)),
    ...(environment.genai === undefined ? [] : genaiQuestions()),
    ...unknownQuestions(environment),
    ...balancerQuestions(environment),
  ];
}

function serviceQuestions(
  { domain, services }: Environment,
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
    ...['..;/actuator/env', '%65nv', 'health%3b', 'heapdump/', 'env?x=health', 'healthdump'],
    ...services.filter(({ restricted }) => restricted).map((other) => `env${other.path}`),
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
    through(`POST ${path} of 9 kB`, requestOf('POST', path, { source, bodySize: LARGE_BODY }), {
      status: 403,
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

/** Questions about event streams, which the load balancer answers itself, and about other requests, which it does not. */
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

function unknownQuestions({ services, genai }: Environment): Question[] {
  const spelt = services
    .filter(({ restricted }) => restricted !== true)
    .flatMap(({ path }) => [`${path}x`, path.toUpperCase(), `${path}%2fowners`, path.slice(0, -1)]);
  const closed = genai === undefined ? ['/api/genai', '/api/genai/health'] : [];
  return ['/', '/api', '/unknown', '/api/unknown/one', ...spelt, ...closed].map((path) =>
    through(`GET ${path}`, requestOf('GET', path), { status: 404 }),
  );
}
