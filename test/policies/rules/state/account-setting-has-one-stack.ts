import { environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';

/** Resources of which AWS takes one for an account and a region, with the page that says so. */
const IN_REGION: Readonly<Record<string, string>> = {
  aws_accessanalyzer_analyzer:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-quotas.html',
  aws_api_gateway_account: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  aws_config_configuration_recorder:
    'https://docs.aws.amazon.com/config/latest/developerguide/configuration-recorder-customer-managed.html',
  aws_config_delivery_channel:
    'https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html',
  aws_ebs_encryption_by_default:
    'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
  aws_ecs_account_setting_default:
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html',
  aws_guardduty_detector: 'https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html',
  aws_securityhub_account:
    'https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html',
  aws_xray_encryption_config: 'https://docs.aws.amazon.com/xray/latest/api/API_PutEncryptionConfig.html',
};

/** Resources of which it takes one for an account, whatever the region. */
const IN_ACCOUNT: Readonly<Record<string, string>> = {
  aws_iam_account_alias: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/account-alias-create.html',
  aws_iam_account_password_policy:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  // For each address.
  aws_iam_openid_connect_provider:
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html',
  aws_s3_account_public_access_block:
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html',
};

const SINGLETONS = { ...IN_REGION, ...IN_ACCOUNT };

export const rule: Rule = {
  reason:
    'Of two stacks that own one setting, each takes it from the other, or AWS refuses the second. An environment that owns it takes it away from all others when it goes.',
  source: 'https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html',
  check: (estate) =>
    findingsAt(estate.ofType(...Object.keys(SINGLETONS)), (resource) => {
      const environment = environmentOf(resource);
      return [
        ...(environment === undefined ? [] : [`it belongs to the environment ${environment}`]),
        ...estate
          .ofType(resource.type)
          .filter((other) => other !== resource && place(estate, other) === place(estate, resource))
          .map(({ address }) => `${address} is the same: ${SINGLETONS[resource.type] ?? ''}`),
      ];
    }),
};

/** Account, region and address of a setting, as far as another one there would be the same. */
function place(estate: Estate, { stack, type, body }: Resource): string {
  const [provider] = estate.stacks[stack]?.provider?.['aws'] ?? [];
  const region = type in IN_ACCOUNT ? undefined : provider?.['region'];
  return JSON.stringify([provider?.['allowed_account_ids'], region, body['url']]);
}
