import { proofsOf } from '../../../tools/reach/prove';
import { Reach } from '../../../tools/reach/reach';
import { sampleEnvironments } from '../../support/sample-estate';
import { reaches } from './estate';
import { Mutant, mutantsOf } from './mutants';

/** Mutants that change nothing of who reaches whom, each with why. */
const EQUIVALENT: readonly (readonly [RegExp, string])[] = [
  [
    /^without .*\.(customers|vets|visits)-service_to-endpoints_out$|^without .*\.admin-server_to-endpoints_out$/,
    'the rule for 443 to anywhere, which NAT needs, holds the endpoints too',
  ],
];

describe.each(
  reaches(sampleEnvironments()).map(
    ({ environment, reach }) => [environment.name, environment, reach] as const,
  ),
)('%s', (_, environment, reach) => {
  const proofs = new Map(proofsOf(environment, reach).map(({ title, questions }) => [title, questions]));
  const mutants = mutantsOf(reach.model);

  /** Tells whether a question that the mutant can change notices it. */
  const isKilled = ({ titles, group, model }: Mutant): boolean => {
    const changed = new Reach(reach.environment, model);
    return titles.some((title) =>
      (proofs.get(title) ?? [])
        .filter(({ groups }) => group === undefined || groups === undefined || groups.includes(group))
        .some(({ failure }) => failure(changed) !== undefined),
    );
  };

  test('every route, entry, rule, method, mapping and condition is missed by a proof, and widened ones are noticed', () => {
    const survivors = mutants.filter((mutant) => !isKilled(mutant)).map(({ name }) => name);
    const unexplained = survivors.filter((name) => !EQUIVALENT.some(([pattern]) => pattern.test(name)));
    expect(mutants.length).toBeGreaterThan(200);
    expect(unexplained).toEqual([]);
    expect(survivors.length / mutants.length).toBeLessThanOrEqual(0.02);
    process.stdout.write(
      `${reach.environment}: ${String(mutants.length)} mutants, ${String(mutants.length - survivors.length)} killed, ${String(survivors.length)} survivors\n`,
    );
  });
});
