import { Estate, Resource } from '../../support/estate';
import { findingsAt, Rule } from '../rule';

/** Resources that are settings of an account in a region. */
const SINGLETONS = ['aws_api_gateway_account'];

export const accountSettingHasOneOwner: Rule = {
  name: 'account-setting-has-one-owner',
  reason: 'Of two stacks that own one setting, each takes it from the other, and takes it away when it goes.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  check: (estate) =>
    findingsAt(estate.ofType(...SINGLETONS), (resource) =>
      estate
        .ofType(resource.type)
        .filter((other) => other !== resource && place(estate, other) === place(estate, resource))
        .map(({ address }) => `${address} is the same setting`),
    ),
};

function place(estate: Estate, { stack }: Resource): string {
  const [provider] = estate.stacks[stack]?.provider?.['aws'] ?? [];
  return JSON.stringify([provider?.['allowed_account_ids'], provider?.['region']]);
}
