import { estateOf } from '../support/estate';
import { synthesize } from '../support/synthesis';

const estate = estateOf(synthesize());
const addresses = (stack: string): string[] =>
  estate.resources
    .filter((resource) => resource.stack === stack)
    .map(({ type, name }) => `${type}.${name}`)
    .sort();

/**
 * Addresses are a public contract. Whoever changes this snapshot on purpose ships the `moved` block with it, or means the
 * resource to be made anew.
 */
test.each(Object.keys(estate.stacks))('the addresses of %s stay as they are', (stack) => {
  expect(addresses(stack)).toMatchSnapshot();
});
