import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findMirror } from '../../../tools/terraform/mirror';
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

const find = (env: NodeJS.ProcessEnv = {}): ReturnType<typeof findMirror> =>
  findMirror(provider, env, join(folder, 'opt'));

describe('findMirror', () => {
  it('takes the folder that is named, else the first of add-on packages that holds this very version', () => {
    expect(find()).toBeUndefined();
    unpack('opt/aaa', '5.99.0');
    expect(find()).toBeUndefined();
    expect(find({ TERRAFORM_PROVIDER_MIRROR: unpack('named') })?.path).toBe(join(folder, 'named'));
    expect(find({ TERRAFORM_PROVIDER_MIRROR: '' })).toBeUndefined();
    const path = unpack('opt/terraform');
    expect(find()).toEqual({ path, packed: false });
  });

  it('leaves it to Terraform where its own folders hold the provider', () => {
    const path = unpack('opt/terraform');
    expect(find({ HOME: join(folder, 'empty') })?.path).toBe(path);
    unpack('home/.terraform.d/plugins');
    unpack('data/terraform/plugins');
    expect(find({ HOME: join(folder, 'home') })).toBeUndefined();
    expect(find({ XDG_DATA_DIRS: `/none:${join(folder, 'data')}` })).toBeUndefined();
  });

  it('finds a zip', () => {
    const path = join(folder, 'zips');
    const zip = join(path, packedPath(provider));
    mkdirSync(dirname(zip), { recursive: true });
    writeFileSync(zip, '');
    expect(find({ TERRAFORM_PROVIDER_MIRROR: path })).toEqual({ path, packed: true });
  });

  it('takes no package of another platform', () => {
    const path = unpack('other-platform');
    const env = { TERRAFORM_PROVIDER_MIRROR: path };
    expect(() => findMirror({ ...provider, platform: 'darwin_arm64' }, env)).toThrow(
      `TERRAFORM_PROVIDER_MIRROR=${path} does not hold registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.100.0_darwin_arm64.zip`,
    );
  });
});

it('reads the version from the committed lock file', () => {
  expect(lockedAwsProvider('linux_amd64').version).toMatch(/^\d+\.\d+\.\d+$/);
});
