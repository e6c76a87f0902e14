import { End } from '../model/vpc/packet';
import { internetEnds } from '../model/ends';
import { decideAcl } from '../model/vpc/acl';
import { Port, PORTS } from './matrix';
import { Question } from './questions';
import { Reach } from './reach';

type Tier = 'public' | 'app' | 'db' | 'internet';
type Expectation = (port: Port) => boolean;

const nothing: Expectation = () => false;
const everything: Expectation = () => true;
const tcp =
  (...ports: readonly number[]): Expectation =>
  ([protocol, port]) =>
    protocol === 'tcp' && ports.includes(port);

/**
 * Ports open between tiers as routes and network ACLs have it, whatever the groups say, with a public address or without:
 * the design's table, with the answers that ACLs have to let back.
 */
const OPEN: Readonly<Record<Tier, Readonly<Record<Tier, Expectation>>>> = {
  internet: {
    public: ([protocol, port]) => protocol === 'tcp' && (port === 80 || port === 443 || port >= 1024),
    app: nothing,
    db: nothing,
    internet: nothing,
  },
  public: {
    public: everything,
    app: everything,
    db: nothing,
    internet: ([protocol]) => protocol === 'tcp',
  },
  app: { public: everything, app: everything, db: tcp(3306), internet: tcp(80, 443) },
  db: { public: nothing, app: nothing, db: nothing, internet: nothing },
};

/** A service in each tier, by which its subnets are found. */
const RESIDENTS = { public: 'alb', app: 'db-migrate', db: 'aurora' } as const;
const TIERS = ['public', 'app', 'db'] as const;

function endsOf(reach: Reach, tier: Tier): End[] {
  if (tier === 'internet') return internetEnds(reach.prepared.network);
  const ends = reach.nodes.get(RESIDENTS[tier])?.ends ?? [];
  // As a task would be there that has every group open and a public address.
  return ends.map((end) => ({ ...end, kind: 'task', groups: undefined, isPublic: true }));
}

/** Questions about each pair of tiers, across subnets: exactly the table's ports are open. */
export const tierQuestions = (): Question[] =>
  ([...TIERS, 'internet'] as const).flatMap((from) =>
    ([...TIERS, 'internet'] as const)
      .filter((to) => from !== 'internet' || to !== 'internet')
      .map((to) => ({
        asks: `network ACLs and routes, ${from} → ${to}`,
        failure: (reach: Reach) => {
          const wrong = PORTS.filter((port) => isOpen(reach, from, to, port) !== OPEN[from][to](port));
          return wrong.length === 0
            ? undefined
            : `${wrong.map((port) => port.join('/')).join(', ')}: ${OPEN[from][to](wrong[0] ?? ['tcp', 0]) ? 'closed' : 'open'}`;
        },
      })),
  );

/** Tells whether a port is open in all cases: false if it is closed in all of them, `partly` if in some. */
function isOpen(reach: Reach, from: Tier, to: Tier, [protocol, port]: Port): boolean | 'partly' {
  const destinations = endsOf(reach, to);
  const verdicts = new Set(
    endsOf(reach, from).flatMap((source) => {
      const others = destinations.filter(({ subnet }) => subnet === undefined || subnet !== source.subnet);
      return reach.flow([source], others, protocol, port).cases.map(({ verdict }) => verdict);
    }),
  );
  return verdicts.size > 1 ? 'partly' : verdicts.has('allowed');
}

const fromPort =
  (first: number): Expectation =>
  ([protocol, port]) =>
    protocol === 'tcp' && port >= first;
const either =
  (...expectations: readonly Expectation[]): Expectation =>
  (port) =>
    expectations.some((expectation) => expectation(port));
const all = (expectation: Expectation) => ({
  public: expectation,
  app: expectation,
  db: expectation,
  internet: expectation,
});

/** Ports that the network ACL of a tier lets in from another and out to it, one way at a time, answers among them. */
const BORDERS = {
  public: {
    ingress: { ...all(everything), internet: either(tcp(80, 443), fromPort(1024)) },
    egress: all(everything),
  },
  app: {
    ingress: { ...all(everything), internet: fromPort(1024) },
    egress: { ...all(everything), internet: tcp(80, 443) },
  },
  db: {
    ingress: { ...all(nothing), app: tcp(3306) },
    egress: { ...all(nothing), app: fromPort(1024) },
  },
} as const;

/** Questions about each tier's network ACL alone: exactly the table's ports pass it, even where another layer stops them. */
export const borderQuestions = (): Question[] =>
  TIERS.flatMap((tier) =>
    (['ingress', 'egress'] as const).map((direction) => ({
      asks: `network ACL of ${tier}, ${direction}`,
      failure: (reach: Reach) => {
        const acls = endsOf(reach, tier).map(
          ({ subnet }) => reach.prepared.network.subnets.get(subnet ?? '')?.acl,
        );
        for (const peer of [...TIERS, 'internet'] as const) {
          const expected = BORDERS[tier][direction][peer];
          const wrong = PORTS.find(([protocol, port]) =>
            endsOf(reach, peer).some(({ address }) =>
              acls.some(
                (acl) =>
                  acl === undefined ||
                  decideAcl(acl, direction, protocol, address, [port, port]).allows !==
                    expected([protocol, port]),
              ),
            ),
          );
          if (wrong !== undefined)
            return `${wrong.join('/')} ${direction === 'ingress' ? 'from' : 'to'} ${peer}`;
        }
        return undefined;
      },
    })),
  );
