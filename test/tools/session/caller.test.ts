import { demandAccount, findCaller } from '../../../tools/session/caller';
import { inAccount } from '../../../tools/support/emulator-place';

const caller = {
  account: '111111111111',
  arn: 'arn:aws:iam::111111111111:user/ada',
  region: 'us-west-2',
  endpoints: [],
};

test('credentials of another account than that of the environment are refused, and those of any are taken where it names none', () => {
  expect(() => {
    demandAccount({ name: 'prod', account: '222222222222' }, caller);
  }).toThrow(
    'prod is in account 222222222222, and the credentials are those of arn:aws:iam::111111111111:user/ada.\n' +
      'Put credentials of account 222222222222 into the AWS environment, or correct prod.account in src/config/environments.',
  );
  for (const account of ['111111111111', undefined]) {
    expect(() => {
      demandAccount({ name: 'prod', account }, caller);
    }).not.toThrow();
  }
});

test('without an answer about the credentials, it is said what is missing', async () => {
  const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  await expect(findCaller({ env }, 'us-west-2')).rejects.toThrow(
    /Cannot determine the AWS account at http:\/\/127\.0\.0\.1:9: .*ECONNREFUSED.*\nPut valid credentials[^]*source \.emulator\/env/,
  );
});

test('credentials of the emulator become those of the account, and a person’s own stay', () => {
  const emulator = { AWS_ACCESS_KEY_ID: '111111111111', AWS_SECRET_ACCESS_KEY: 'emulator' };
  expect(inAccount(emulator, '222222222222').AWS_ACCESS_KEY_ID).toBe('222222222222');
  expect(inAccount(emulator, undefined)).toBe(emulator);
  const own = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7', AWS_SECRET_ACCESS_KEY: 'x' };
  expect(inAccount(own, '222222222222')).toBe(own);
});
