import Sequencer from '@jest/test-sequencer';

/** Those that deploy whole environments, the longest first. */
const LONGEST = ['prod', 'dev', 'faults', 'upgrade'].map((name) => `/test/e2e/${name}.e2e.ts`);

const rank = ({ path }) => {
  const index = LONGEST.findIndex((end) => path.endsWith(end));
  return index === -1 ? LONGEST.length : index;
};

/** Whole environments take longest to go up: with the others behind them, two cores are done soonest. */
export default class EnvironmentsFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
