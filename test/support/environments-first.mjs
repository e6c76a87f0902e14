import Sequencer from '@jest/test-sequencer';

const deploysAll = ({ path }) => /\/test\/e2e\/(dev|prod)\.e2e\.ts$/.test(path);

/** Whole environments take longest to go up: with the others behind them, two cores are done soonest. */
export default class EnvironmentsFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(deploysAll), ...sorted.filter((test) => !deploysAll(test))];
  }
}
