import { liveEstate } from '../support/live-estate';

const estate = liveEstate();
const RECORD_ANEW = 'On purpose? npx jest test/stacks/addresses.test.ts -u records the addresses anew.';
const addresses = (stack: string): string[] =>
  estate.resources
    .filter((resource) => resource.stack === stack)
    .map(({ type, name }) => `${type}.${name}`)
    .sort();

/**
 * Addresses are a public contract. Whoever changes this snapshot on purpose ships the `moved` block with it, or means the
 * resource to be made anew.
 */
test.each(
  // An account's id is a placeholder.
  Object.keys(estate.stacks).map((stack) => [stack.replace(/\d{12}/, '<account>'), stack]),
)('the addresses of %s stay as they are', (_, stack = '') => {
  try {
    expect(addresses(stack)).toMatchSnapshot();
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${RECORD_ANEW}`, { cause: error });
  }
});
