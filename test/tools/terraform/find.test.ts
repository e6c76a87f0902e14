import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTerraform, refuseVersion } from '../../../tools/terraform/find';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder('find');

it.each(['1.11.0', '1.11.4', '1.14.9', '1.15.2', '1.16.0-beta1'])('accepts %s', (version) => {
  expect(refuseVersion(version)).toBeUndefined();
});

it.each([
  ['0.15.5', 'is not a 1.x'],
  ['1.10.5', 'is too old'],
  ['1.15.0', 'breaks cdktf'],
  ['1.15.1', 'breaks cdktf'],
  ['2.0.0', 'is not a 1.x'],
])('refuses %s in one line that says what to install', (version, reason) => {
  const refusal = refuseVersion(version);
  expect(refusal).toContain(`Terraform ${version} ${reason}: install Terraform 1.11 or newer`);
  expect(refusal).not.toContain('\n');
});

it('says what to install when there is none', async () => {
  await expect(findTerraform(join(folder, 'terraform'))).rejects.toThrow(
    /^Terraform is not installed: install .*$/,
  );
});

it('reads version and platform', async () => {
  const program = join(folder, 'fake');
  writeFileSync(program, '#!/bin/sh\necho \'{"terraform_version":"1.12.1","platform":"linux_arm64"}\'\n', {
    mode: 0o755,
  });
  expect(await findTerraform(program)).toEqual({ program, version: '1.12.1', platform: 'linux_arm64' });
});
