import { Flow } from '../model/ends';
import { RequestVerdict } from '../model/request';
import { Hop } from '../model/vpc/packet';
import { hopLines } from '../reach/questions';
import { Reach, shortName } from '../reach/reach';
import { ToolError } from '../support/project';
import { PacketQuestion, RequestQuestion } from './question';

/** Answer as `--json` prints it. */
export interface Answer {
  readonly outcome: 'reached' | 'not reached' | 'not judged';
  /** Name of the target reached, such as `vets-service`. */
  readonly reached?: string | undefined;
  readonly port?: number | undefined;
  /** Path and names of the headers that it sees; values can be secrets. */
  readonly path?: string | undefined;
  readonly headers?: readonly string[];
  /** HTTP status of an answer by firewall, gateway or load balancer. */
  readonly status?: number | undefined;
  /** Ways that fared differently: all of one packet's, or the one of a request. */
  readonly ways: readonly { readonly hops: readonly Hop[]; readonly verdict: string }[];
  readonly notJudged: readonly string[];
}

/**
 * Answers a question of an environment.
 *
 * @throws ToolError with exit code 2 for an unknown name, with the known ones
 */
export const answer = (reach: Reach, question: PacketQuestion | RequestQuestion): Answer =>
  question.kind === 'packet' ? packetAnswer(reach, question) : requestAnswer(reach, question);

function packetAnswer(reach: Reach, { protocol, from, to, port }: PacketQuestion): Answer {
  const source = reach.ends(from);
  const destination = reach.ends(to);
  const unknown = [...(source === undefined ? [from] : []), ...(destination === undefined ? [to] : [])];
  if (source === undefined || destination === undefined) {
    throw new ToolError(
      `Unknown: ${unknown.join(', ')}. Known: ${[...reach.nodes.keys()].sort().join(', ')}, or an IPv4 address.`,
      2,
    );
  }
  const flow: Flow = reach.flow(source, destination, protocol, port);
  const ways = new Map(flow.cases.map((one) => [one.verdict, one]));
  return {
    outcome: { allowed: 'reached', partly: 'not reached', denied: 'not reached', 'not judged': 'not judged' }[
      flow.verdict
    ] as Answer['outcome'],
    ...(flow.verdict === 'allowed' ? { reached: to, port } : {}),
    ways: [...ways.values()].map(({ hops, verdict }) => ({ hops, verdict })),
    notJudged: [],
  };
}

function requestAnswer(reach: Reach, { request, at }: RequestQuestion): Answer {
  const { reached, status, hops, notJudged } =
    at === 'api' ? reach.prepared.judgeApi(request) : straight(reach, request);
  return {
    outcome: reached === undefined ? (status === undefined ? 'not judged' : 'not reached') : 'reached',
    ...(reached === undefined
      ? { status }
      : {
          reached: shortName(reached.placement, reach.environment),
          port: reached.port,
          path: reached.request.path,
          headers: Object.keys(reached.request.headers).sort(),
        }),
    ways: [{ hops, verdict: reached === undefined ? 'denied' : 'allowed' }],
    notJudged,
  };
}

/** Follows a request straight to the load balancer: to its HTTPS listener where there is one. */
function straight({ model, prepared }: Reach, request: RequestQuestion['request']): RequestVerdict {
  const [balancer] = model.loadBalancers;
  const listeners = balancer?.listeners ?? [];
  const listener = listeners.find(({ protocol }) => protocol === 'HTTPS') ?? listeners[0];
  if (balancer === undefined || listener === undefined) {
    throw new ToolError('No load balancer listens.');
  }
  const flow = prepared.flow('internet', balancer, listener.port);
  const [way] = flow.cases;
  const verdict = prepared.judgeLoadBalancer(request, balancer, listener.port);
  const hops = way?.hops ?? [];
  return flow.verdict === 'allowed'
    ? { ...verdict, hops: [...hops, ...verdict.hops] }
    : { reached: undefined, status: undefined, hops, notJudged: [] };
}

/** Answer hop by hop, for people. */
export function answerLines(answer: Answer): string[] {
  const { outcome, reached, port, path, headers, status, ways, notJudged } = answer;
  const end =
    outcome === 'reached'
      ? `Reached: ${reached ?? ''}${port === undefined ? '' : `:${String(port)}`}${path === undefined ? '' : ` ${path}`}`
      : outcome === 'not judged'
        ? 'Not judged: what decides is beyond what AWS documents.'
        : `Not reached${status === undefined ? '' : `: answered with ${String(status)}`}`;
  return [
    ...ways.flatMap(({ hops, verdict }) => [
      ...(ways.length > 1 ? [`From and to some addresses ${verdict}:`] : []),
      ...hopLines(hops),
    ]),
    ...(notJudged.length > 0 ? [`  Not judged: ${[...new Set(notJudged)].join(', ')}`] : []),
    ...(headers === undefined ? [] : [`  Sees the headers: ${headers.join(', ')}`]),
    end,
  ];
}
