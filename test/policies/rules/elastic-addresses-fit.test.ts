import { foundIn, stack } from '../support/cases';
import { elasticAddressesFit } from './elastic-addresses-fit';

const addresses = (count: number) =>
  stack({ aws_eip: Object.fromEntries(Array.from({ length: count }, (_, i) => [`nat-${i}`, {}])) });

test('five in each environment comply', () => {
  expect(foundIn(elasticAddressesFit, { 'dev-network': addresses(5), 'prod-network': addresses(5) })).toEqual(
    [],
  );
});

test('the sixth of an environment is found, wherever it lies', () => {
  expect(foundIn(elasticAddressesFit, { 'dev-network': addresses(5), 'dev-edge': addresses(1) })).toEqual([
    'dev-edge/aws_eip.nat-0',
  ]);
});
