import { request as httpRequest } from 'node:http';
import { HttpRequest } from '../model/http';
import { LoadBalancer } from '../model/load-balancer/types';
import { Hop } from '../model/vpc/packet';
import { Reach, shortName } from '../reach/reach';
import { ToolError } from '../support/project';
import { Answer } from './answer';
import { RequestQuestion } from './question';

/** Way of a request that was sent, as the running system tells it. */
interface Journey {
  readonly reached?: { readonly id: string; readonly port?: number; readonly task?: string };
  readonly hops: readonly (Hop & { readonly ms: number })[];
  readonly status: number;
  readonly ms: number;
}

/** Request as it fared, beside what the model said. */
export interface Sent extends Journey {
  /** Name of the service or function that answered, such as `vets-service`. */
  readonly answeredBy?: string | undefined;
  /** Reason why the two differ; undefined where they agree. */
  readonly disagreement?: string | undefined;
}

/**
 * Port of the running system on an emulator.
 *
 * @param endpoint of the emulator, empty where none runs
 * @throws ToolError with exit code 2 unless it is of this machine and runs one
 */
export async function systemPort(endpoint: string): Promise<number> {
  if (endpoint === '') {
    throw new ToolError('--send goes to the emulator, and none runs: `npm start` starts one.', 2);
  }
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  if (!/^127\.\d+\.\d+\.\d+$|^localhost$|^\[::1\]$/.test(host)) {
    throw new ToolError(
      `--send goes to an emulator on this machine alone, and AWS_ENDPOINT_URL names ${endpoint}: unset it.`,
      2,
    );
  }
  const status = (await fetch(`${endpoint}/_emulator/status`)
    .then((answer) => answer.json())
    .catch(() => ({}))) as { trafficPort?: number };
  if (status.trafficPort !== undefined && status.trafficPort > 0) return status.trafficPort;
  throw new ToolError(`Nothing answers requests at ${endpoint}: \`npm start\` starts what does.`, 2);
}

/** Sends a request to the running system, and holds its way against the model's answer. */
export async function send(
  reach: Reach,
  { request, at }: RequestQuestion,
  expected: Answer,
  port: number,
): Promise<Sent> {
  const [entry] = reach.prepared.entries;
  const [balancer] = reach.model.loadBalancers;
  const id =
    at === 'api' && entry !== undefined
      ? await ask(port, entry.host, { ...request, path: `${entry.prefix}${request.path}` })
      : await ask(port, hostOf(balancer), request);
  const told = await fetch(`http://127.0.0.1:${String(port)}/_traffic/requests/${id}`);
  const journey = (await told.json()) as Journey;
  const { services } = reach.model;
  const placement = [...services.ecs, ...services.functions].find((one) => one.id === journey.reached?.id);
  const answeredBy = placement === undefined ? undefined : shortName(placement, reach.environment);
  return { ...journey, answeredBy, disagreement: disagreementOf(expected, journey, answeredBy) };
}

const hostOf = (balancer: LoadBalancer | undefined): string => balancer?.dnsName ?? 'localhost';

/** Sends a request under the name of its host, and returns its id. */
function ask(
  port: number,
  host: string,
  { method, path, query, headers, bodySize, source }: HttpRequest,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        ...{ host: '127.0.0.1', port, method },
        path: query === '' ? path : `${path}?${query}`,
        headers: {
          ...Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, [...values]])),
          ...{ host, 'x-emulator-source': source, 'content-length': bodySize },
        },
      },
      (response) => {
        response.resume().once('end', () => {
          resolve(String(response.headers['x-amzn-requestid']));
        });
      },
    );
    sent.once('error', (error) => {
      reject(new ToolError(`The request was not answered: ${error.message}.`));
    });
    sent.end(Buffer.alloc(bodySize, 'x'));
  });
}

function disagreementOf(
  expected: Answer,
  { status, hops }: Journey,
  answeredBy: string | undefined,
): string | undefined {
  const last = hops.at(-1);
  const happened =
    last?.allows === false
      ? `${last.at} stopped it with ${String(status)}`
      : `${answeredBy ?? 'nothing'} answered with ${String(status)}`;
  if (expected.reached !== undefined)
    return last?.allows !== false && answeredBy === expected.reached
      ? undefined
      : `the model says that it reaches ${expected.reached}; ${happened}`;
  if (last?.allows !== false) return `the model says that it goes no further; ${happened}`;
  return expected.status === undefined || expected.status === status
    ? undefined
    : `the model says ${String(expected.status)}; ${happened}`;
}

/** The way as it happened, with the model's beside it: a mark for each, then the place that decided. */
export function sentLines(
  expected: Answer,
  { hops, status, ms, answeredBy, reached, disagreement }: Sent,
): string[] {
  const [model] = expected.ways;
  const said = model?.hops ?? [];
  const mark = (hop: Hop | undefined): string => (hop === undefined ? ' ' : hop.allows ? '✓' : '✗');
  const text = ({ at, decidedBy, note }: Hop): string =>
    `${at}: ${decidedBy}${note === undefined ? '' : ` (${note})`}`;
  const lines = Array.from({ length: Math.max(hops.length, said.length) }, (_, index): string[] => {
    const [one, other] = [hops[index], said[index]];
    const time = (one === undefined ? '' : one.ms.toFixed(1)).padStart(8);
    const same = one?.at === other?.at && one?.decidedBy === other?.decidedBy;
    if (same && one !== undefined) return [`${time}  ${mark(one)}     ${mark(other)}    ${text(one)}`];
    return [
      ...(one === undefined ? [] : [`${time}  ${mark(one)}          ${text(one)}`]),
      ...(other === undefined ? [] : [`${''.padStart(8)}        ${mark(other)}    ${text(other)}`]),
    ];
  });
  const by =
    answeredBy === undefined
      ? ''
      : ` by ${answeredBy}${reached?.task === undefined ? '' : `, ${reached.task}`}`;
  return [
    '      ms  sent  model',
    ...lines.flat(),
    ...(expected.notJudged.length > 0
      ? [`  Not judged: ${[...new Set(expected.notJudged)].join(', ')}`]
      : []),
    `Answered with ${String(status)}${by}, after ${ms.toFixed(1)} ms`,
    disagreement === undefined ? 'The model says the same.' : `They disagree: ${disagreement}.`,
  ];
}
