import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';

/** Resources of which AWS takes one for an account and a region, with the page that says so. */
const SINGLETONS: Readonly<Record<string, string>> = {
  aws_accessanalyzer_analyzer:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-quotas.html',
  aws_api_gateway_account: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  aws_config_configuration_recorder:
    'https://docs.aws.amazon.com/config/latest/developerguide/configuration-recorder-customer-managed.html',
  aws_config_delivery_channel:
    'https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html',
};

export const rule: Rule = {
  reason:
    'Of two stacks that own one setting, each takes it from the other, and takes it away when it goes; or AWS refuses the second.',
  source: 'https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html',
  check: (estate) =>
    findingsAt(estate.ofType(...Object.keys(SINGLETONS)), (resource) =>
      estate
        .ofType(resource.type)
        .filter((other) => other !== resource && place(estate, other) === place(estate, resource))
        .map(({ address }) => `${address} is the same: ${SINGLETONS[resource.type] ?? ''}`),
    ),
};

function place(estate: Estate, { stack }: Resource): string {
  const [provider] = estate.stacks[stack]?.provider?.['aws'] ?? [];
  return JSON.stringify([provider?.['allowed_account_ids'], provider?.['region']]);
}
