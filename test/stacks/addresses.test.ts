import { liveEstate } from '../support/live-estate';

const estate = liveEstate();
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
)('addresses of %s (`npx jest test/stacks/addresses.test.ts -u` records them anew)', (_, stack = '') => {
  expect(addresses(stack)).toMatchSnapshot();
});
