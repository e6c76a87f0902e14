import { foundIn, stack } from '../support/cases';
import { accountSettingHasOneOwner } from './account-setting-has-one-owner';

const setting = { aws_api_gateway_account: { main: {} } };
const provider = (account: string, region = 'us-west-2') => ({
  provider: { aws: [{ region, allowed_account_ids: [account] }] },
});

test('a setting that one stack owns complies, and so does one in each account or region', () => {
  expect(foundIn(accountSettingHasOneOwner, { 'dev-edge': stack(setting), 'prod-edge': stack({}) })).toEqual(
    [],
  );
  expect(
    foundIn(accountSettingHasOneOwner, {
      'dev-edge': stack(setting, provider('123456789012')),
      'stage-edge': stack(setting, provider('123456789012', 'us-east-1')),
      'prod-edge': stack(setting, provider('210987654321')),
    }),
  ).toEqual([]);
});

test('a setting that two stacks own in one account is found', () => {
  expect(
    foundIn(accountSettingHasOneOwner, { 'dev-edge': stack(setting), 'prod-edge': stack(setting) }),
  ).toEqual(['dev-edge/aws_api_gateway_account.main', 'prod-edge/aws_api_gateway_account.main']);
});
