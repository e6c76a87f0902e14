import Sequencer from '@jest/test-sequencer';

const paths = (names) => names.map((name) => `/test/e2e/${name}.e2e.ts`);
/** Tests that deploy whole environments, the longest first. */
const FIRST = paths(['prod', 'dev']);
/** Tests that go on from these deployments, which have come to their ends until then, the longest first. */
const LAST = paths(['deployed', 'destroy', 'faults', 'upgrade', 'export']);

/** Place in the order; all others come between. */
function rank({ path }) {
  const [first, last] = [FIRST, LAST].map((ends) => ends.findIndex((end) => path.endsWith(end)));
  return first >= 0 ? first : FIRST.length + last + 1;
}

/** Whole environments take longest to go up: with the others behind them, two cores are done soonest. */
export default class EnvironmentsFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
