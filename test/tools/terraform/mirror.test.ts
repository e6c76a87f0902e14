import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findMirror, mirrorFolders } from '../../../tools/terraform/mirror';
import { lockedAwsProvider, packedPath, unpackedPath } from '../../../tools/terraform/provider';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder('mirror');
const provider = {
  source: 'registry.terraform.io/hashicorp/aws',
  version: '5.100.0',
  platform: 'linux_amd64',
};

function unpack(mirror: string, version = provider.version): string {
  const path = join(folder, mirror);
  mkdirSync(join(path, unpackedPath({ ...provider, version })), { recursive: true });
  return path;
}

function search(env: NodeJS.ProcessEnv = {}): Parameters<typeof findMirror>[1] {
  const at = (name: string): string => join(folder, name);
  return {
    env: { XDG_DATA_DIRS: at('share'), ...env },
    home: at('home'),
    project: at('project'),
    addOns: at('opt'),
  };
}

describe('findMirror', () => {
  it('takes the first folder that holds this very version, in the documented order', () => {
    unpack('opt/aaa', '5.99.0');
    expect(findMirror(provider, search())).toBeUndefined();

    // From the last folder to the first: each one found wins over those before.
    for (const mirror of [
      'opt/terraform',
      'project/terraform.d/plugins',
      'share/terraform/plugins',
      'home/.local/share/terraform/plugins',
      'home/.terraform.d/plugins',
    ]) {
      const path = unpack(mirror);
      expect(findMirror(provider, search())).toEqual({ path, packed: false });
    }
    const path = unpack('named');
    expect(findMirror(provider, search({ TERRAFORM_PROVIDER_MIRROR: path }))).toEqual({
      path,
      packed: false,
    });
  });

  it('finds a zip', () => {
    const path = join(folder, 'zips');
    const zip = join(path, packedPath(provider));
    mkdirSync(dirname(zip), { recursive: true });
    writeFileSync(zip, '');
    expect(findMirror(provider, search({ TERRAFORM_PROVIDER_MIRROR: path }))).toEqual({ path, packed: true });
  });

  it('takes no package of another platform', () => {
    const path = unpack('other-platform');
    const env = { TERRAFORM_PROVIDER_MIRROR: path };
    expect(() => findMirror({ ...provider, platform: 'darwin_arm64' }, search(env))).toThrow(
      `TERRAFORM_PROVIDER_MIRROR=${path} does not hold registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.100.0_darwin_arm64.zip`,
    );
  });
});

it('looks into every folder of add-on packages, and nowhere when there are none', () => {
  expect(
    mirrorFolders({ env: { XDG_DATA_DIRS: '' }, home: '/h', project: '/p', addOns: '/nowhere' }),
  ).toEqual(['/h/.terraform.d/plugins', '/h/.local/share/terraform/plugins', '/p/terraform.d/plugins']);
});

it('reads the version from the committed lock file', () => {
  expect(lockedAwsProvider('linux_amd64').version).toMatch(/^\d+\.\d+\.\d+$/);
});
