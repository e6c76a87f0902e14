import { mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stopEmulator } from '../emulator/lifecycle';
import { withPlanLock } from '../session/plan-command';
import { projectRoot } from '../support/project';

/** The folders of one preview. Nothing of them outlives it. */
export interface Workspace {
  /** Holds all others. */
  readonly root: string;
  /** The files of the base. */
  readonly base: string;
  /** The synthesized stacks of the base. */
  readonly baseOut: string;
  /** The synthesized stacks of the working tree. */
  readonly treeOut: string;
  /** The emulator's folder, with Terraform's logs. */
  readonly home: string;
  /** Plans hold every value in clear: only this user can look into any of the folders. */
  readonly plans: string;
}

function workspaceIn(root: string): Workspace {
  const below = (name: string): string => join(root, name);
  return {
    root,
    base: below('base'),
    baseOut: below('base.out'),
    treeOut: below('tree.out'),
    home: below('home'),
    plans: below('plans'),
  };
}

async function clear({ root, home }: Workspace): Promise<void> {
  await stopEmulator(home);
  // The emulator's database ends a moment after it, and may still write.
  rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/**
 * Runs a function with new folders, under the lock of the environment's previews. The emulator in there is ended and
 * the folders are removed at the end, whatever happens; leftovers of a killed run are removed first.
 *
 * @throws ToolError that names the process of the other preview
 */
export async function withWorkspace<T>(
  environment: string,
  run: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const folder = join(projectRoot, '.cache', 'preview', environment);
  const workspace = workspaceIn(join(folder, 'run'));
  try {
    return await withPlanLock({ folder }, async () => {
      await clear(workspace);
      mkdirSync(workspace.root, { mode: 0o700 });
      try {
        return await run(workspace);
      } finally {
        await clear(workspace);
      }
    });
  } finally {
    removeIfEmpty(folder);
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another preview works in it.
  }
}
