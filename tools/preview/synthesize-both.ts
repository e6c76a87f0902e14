import { Interrupted } from '../deploy/stack';
import { synthesize } from '../session/synthesize';
import { shareInstalled, synthesizeBase } from './base-source';
import { Base, writeTree } from './git';
import { readStacksOfBoth, BothStacks } from './stacks-of-both';
import { Workspace } from './workspace';

/**
 * Writes the files of the base, and synthesizes base and working tree, both at once.
 *
 * @throws ToolError when one of them does not synthesize, or neither has the environment
 */
export async function synthesizeBoth(
  base: Base,
  environment: string,
  { root, base: source, baseOut, treeOut }: Workspace,
  signal: AbortSignal,
): Promise<BothStacks> {
  await writeTree(base, source, root);
  const others = shareInstalled(source);
  console.log(
    others.length === 0
      ? 'Synthesizing the base and the working tree.'
      : `Synthesizing the base and the working tree. The base has another ${others.join(' and another ')}: what it pins is installed for it first.`,
  );
  const syntheses = await Promise.allSettled([
    synthesizeBase(base, source, baseOut, signal),
    synthesize(treeOut, { isNewAccount: true, signal }),
  ]);
  if (signal.aborted) throw new Interrupted('synthesis was interrupted');
  for (const synthesis of syntheses) if (synthesis.status === 'rejected') throw synthesis.reason;
  return readStacksOfBoth(environment, baseOut, treeOut);
}
