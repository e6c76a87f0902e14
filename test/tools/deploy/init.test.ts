import { isProviderUnavailable } from '../../../tools/deploy/init';

const diagnostic = (summary: string, detail: string): Parameters<typeof isProviderUnavailable>[0] => ({
  severity: 'error',
  summary,
  detail,
});

it.each([
  [
    'Failed to query available provider packages',
    'could not connect to registry.terraform.io: no such host',
    true,
  ],
  ['Failed to install provider', 'Error while installing hashicorp/aws v5.100.0: connection reset', true],
  ['Failed to install provider', "doesn't match any of the checksums previously recorded", false],
  ['Failed to get existing workspaces', 'S3 bucket does not exist', false],
])('%s: %s', (summary, detail, expected) => {
  expect(isProviderUnavailable(diagnostic(summary, detail))).toBe(expected);
});
