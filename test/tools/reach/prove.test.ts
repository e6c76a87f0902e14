import fc from 'fast-check';
import { Environment } from '../../../src/config/schema';
import { percentDecoded, requestOf } from '../../../tools/model/http';
import { INSIDE, withInside } from '../../../tools/reach/inside';
import { failuresOf, proofsOf } from '../../../tools/reach/prove';
import { Reach } from '../../../tools/reach/reach';
import { liveEnvironments } from '../../support/live-estate';
import { withEverySwitchOn } from '../../support/switches';
import { reaches } from './estate';

/**
 * Paths that a backend may be given for one that was sent: as sent, and decoded once, for AWS does not document which.
 */
const readingsOf = (path: string): string[] => [path, percentDecoded(path)];

const estates = reaches(liveEnvironments());
const open = reaches(
  withEverySwitchOn(liveEnvironments()).map((environment) => ({
    ...environment,
    genai: environment.genai && { ...environment.genai, bedrockAccess: 'nat' as const },
  })),
);
const named = (all: typeof estates) =>
  all.flatMap(({ environment, reach }) =>
    proofsOf(environment, reach).map((proof) => [environment.name, proof.title, reach, proof] as const),
  );

test.each(named(estates))(
  '%s: %s (tools/reach/design.ts has the flows of the design)',
  (_, __, reach, { questions }) => {
    expect(questions.length).toBeGreaterThan(0);
    expect(failuresOf(reach, questions)).toEqual([]);
  },
);

test.each(named(open).filter(([, title]) => title !== 'Requests'))(
  '%s with every switch on: %s',
  (_, __, reach, { questions }) => {
    expect(failuresOf(reach, questions)).toEqual([]);
  },
);

const SERVICE_PATHS = [
  ...new Set(estates.flatMap(({ environment }) => environment.services.map(({ path }) => path))),
];

/** A text with some characters percent-encoded, up to two times. */
const encoded = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(0, 0, 0, 1, 1, 2), { minLength: text.length, maxLength: text.length })
    .map((depths) =>
      text
        .split('')
        .map((character, index) => {
          const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
          return [character, `%${hex}`, `%25${hex}`][depths[index] ?? 0] ?? character;
        })
        .join(''),
    );
const separator = fc.constantFrom(
  '/',
  '/',
  '/',
  '//',
  '/./',
  '/x/../',
  '/;a=b/',
  ';a/',
  '/../',
  '%2f',
  '/%2e%2e/',
  '%252f',
);
const words = [
  'actuator',
  'env',
  'health',
  'metrics',
  'owners',
  'instances',
  '..',
  '.',
  'v1',
  'api',
  'vets',
  'admin',
  'readiness',
  '',
];
const path = fc
  .tuple(
    fc.constantFrom(...SERVICE_PATHS, ''),
    fc.array(fc.tuple(separator, fc.constantFrom(...words).chain(encoded)), { maxLength: 5 }),
    fc.constantFrom('', '', '/', ';', '%3b', '%00', '%0a'),
  )
  .chain(([start, segments, end]) =>
    fc.oneof(fc.constant(start), encoded(start)).map((first) => first + segments.flat().join('') + end),
  );

/** Path as a server reads it: decoded, without what stands behind semicolons, its dots and slashes resolved. */
function served(given: string): string[] {
  const decoded = given.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  const out: string[] = [];
  for (const segment of decoded.replace(/;[^/]*/g, '').split('/')) {
    if (segment === '..') out.pop();
    else if (segment !== '' && segment !== '.') out.push(segment);
  }
  return out;
}

describe.each(estates.map(({ environment, reach }) => [environment.name, environment, reach] as const))(
  '%s, however a path is spelt',
  (_, environment, reach) => {
    const { prepared } = reach;
    const inside = new Reach(reach.environment, withInside(reach.model));
    const [entry] = prepared.entries;
    const [balancer] = reach.model.loadBalancers;

    /** Services that are reached by a path that the firewall let pass, in either reading of it. */
    const reachedBy = (asked: Reach, given: string, source: string) => {
      const stage = asked.prepared.entries[0];
      if (stage === undefined || entry === undefined || balancer === undefined) throw new Error('no way in');
      const request = requestOf('GET', given, { source });
      const seen = { ...request, path: `${stage.prefix}${request.path}` };
      if (asked.prepared.firewall(stage.stage.id)?.judge(seen).kind !== 'allow') return [];
      return readingsOf(request.path).flatMap((reading) => {
        const verdict = asked.prepared.api(stage.stage)?.({ ...request, path: reading });
        if (verdict?.kind !== 'integration') return [];
        const found = asked.prepared.balancerAt(verdict.sent.uri);
        if (found === undefined) return [];
        return readingsOf(found.path).flatMap((sent) => {
          const { reached } = asked.prepared.judgeLoadBalancer(
            { ...request, path: sent, headers: verdict.sent.headers },
            found.balancer,
            found.port,
          );
          return reached === undefined ? [] : [{ name: reached.placement.name, path: served(sent) }];
        });
      });
    };
    const serviceOf = (name: string): Environment['services'][number] | undefined =>
      environment.services.find((service) => name.endsWith(`-${service.name}`));
    const isRestricted = (name: string): boolean => serviceOf(name)?.restricted === true;

    test('nobody outside the list gets to a restricted service', () => {
      fc.assert(
        fc.property(path, (given) => {
          expect(reachedBy(reach, given, '198.51.100.9').filter(({ name }) => isRestricted(name))).toEqual(
            [],
          );
        }),
        { numRuns: 3000 },
      );
    });

    test('nothing gets to an actuator but its health, and below a restricted path only from inside the list', () => {
      fc.assert(
        fc.property(path, fc.constantFrom('198.51.100.9', INSIDE), (given, source) => {
          const leaks = reachedBy(inside, given, source).filter(({ name, path: segments }) => {
            const own = (serviceOf(name)?.path ?? '').split('/').length - 1;
            const at = segments[own] === 'actuator' ? own : -1;
            const isOpen = at < 0 || segments[at + 1] === 'health';
            return !isOpen && !(isRestricted(name) && source === INSIDE);
          });
          expect(leaks).toEqual([]);
        }),
        { numRuns: 3000 },
      );
    });
  },
);
