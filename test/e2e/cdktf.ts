import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../tools/support/project';
import { World } from './world';

/** Deploys as the README says, with the variables of `.emulator/env` and no others. */
export function describeCdktf(world: () => World): void {
  test('cdktf deploys the stacks, without flags for the emulator', () => {
    const { config, session, outDir } = world();
    const stacks = [`${config.name}-security`, `${config.name}-network`];
    const { status, stdout, stderr } = spawnSync(
      join(projectRoot, 'node_modules/.bin/cdktf'),
      ['deploy', ...stacks, '--auto-approve'],
      { cwd: projectRoot, encoding: 'utf8', env: { ...session.env, CDKTF_OUTDIR: outDir, FORCE_COLOR: '0' } },
    );
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
    for (const stack of stacks) {
      expect(stdout).toMatch(new RegExp(`${stack}\\s+No changes`));
    }
  });
}
