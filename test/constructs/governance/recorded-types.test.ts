import { ResourceType } from '@aws-sdk/client-config-service';
import { recordedTypes } from '../../../src/constructs/governance/recorded-types';
import { recordableTypes } from '../../policies/support/config-types';
import { estateOf } from '../../support/estate';
import { withEverySwitchOn } from '../../support/switches';
import { synthesize } from '../../support/synthesis';

test('AWS Config knows each of them', () => {
  expect(Object.values(ResourceType)).toEqual(expect.arrayContaining([...recordedTypes]));
});

test('they are those that Terraform makes with every switch on, and no other: what is recorded costs', () => {
  const estate = estateOf(synthesize({ environments: withEverySwitchOn() }));
  expect([...recordedTypes]).toEqual(recordableTypes(estate));
});
