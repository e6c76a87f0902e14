import { Stack } from '../deploy/graph';
import { describeLoss } from '../plan-report/data-loss';
import { block, code } from '../plan-report/markdown';
import { declaredIn } from './declared';
import { Base } from './git';
import { findRenames, Rename } from './renames';

const shell = (lines: readonly string[]): string => block(lines.join('\n'), 'bash');

/** Addresses that are named; of more only the number is told. */
const MOST = 10;

/** Report on the stacks that the base has and the working tree no longer has. */
export interface WithoutSource {
  /** Sections in Markdown. */
  readonly sections: readonly string[];
  /** Phrases for the headline, without markup. */
  readonly headline: readonly string[];
}

/**
 * @param removed of the base
 * @param added of the working tree, in which a renamed one may be found again
 */
export function describeWithoutSource(
  removed: readonly Stack[],
  added: readonly Stack[],
  base: Base,
): WithoutSource {
  if (removed.length === 0) return { sections: [], headline: [] };
  const addressed = (stack: Stack) => ({
    name: stack.name,
    addresses: declaredIn(stack).map(({ address }) => address),
  });
  const renames = findRenames(removed.map(addressed), added.map(addressed));
  const number = removed.length;
  return {
    sections: [
      '## Without source',
      `The base has ${number === 1 ? 'a stack' : `${number} stacks`} that the working tree has no more. Merging destroys nothing of ${number === 1 ? 'it' : 'them'}: resources and state stay, cost what they cost, and nothing manages them any more.`,
      ...removed.map((stack) => describeRemoved(stack)),
      ...describeDestroy(removed, renames, base),
      ...renames.flatMap((rename) => describeRename(rename, base)),
    ],
    headline: [`${number} stack${number === 1 ? ' is' : 's are'} left without source`],
  };
}

function describeRemoved(stack: Stack): string {
  const resources = declaredIn(stack);
  const holding = resources.filter(({ type, attributes }) => describeLoss(type, attributes) !== undefined);
  const named = holding.slice(0, MOST).map(({ address }) => code(address));
  const more = holding.length > MOST ? ` and ${holding.length - MOST} more` : '';
  return [
    `- ${code(stack.name)}: ${resources.length} resource${resources.length === 1 ? '' : 's'}.`,
    ...(holding.length === 0 ? [] : [` **Hold data**: ${named.join(', ')}${more}.`]),
  ].join('');
}

/** Commands that destroy the removed stacks, readers before what they read. Renamed stacks are left out. */
function describeDestroy(removed: readonly Stack[], renames: readonly Rename[], base: Base): string[] {
  const others = removed.toReversed().filter(({ name }) => !renames.some(({ from }) => from === name));
  if (others.length === 0) return [];
  return [
    `To take ${others.length === 1 ? 'it' : 'them'} down, apply the working tree first, so that nothing else uses what is in there. Then, in a checkout of the base:`,
    shell([`git switch --detach ${base.commit}`, 'npm run synth', ...others.flatMap(destroy)]),
  ];
}

const chdir = (stack: string): string => `terraform -chdir=cdktf.out/stacks/${stack}`;
const destroy = ({ name }: Stack): string[] => [`${chdir(name)} init`, `${chdir(name)} destroy`];

function describeRename({ from, to, common }: Rename, base: Base): string[] {
  const state = `${to}.tfstate`;
  return [
    `### ${code(to)} looks like ${code(from)} under another name`,
    `${common} addresses are the same. A state does not move with the name of its stack: as it is now, ${code(to)} makes everything anew beside what ${code(from)} has, and where a name is taken already its apply fails. To keep what there is, move the state before the first apply. In a checkout of the base:`,
    shell([
      `git switch --detach ${base.commit}`,
      'npm run synth',
      `${chdir(from)} init`,
      `${chdir(from)} state pull > ${state}`,
    ]),
    'In a checkout of the change, with that file, which holds secrets:',
    shell([
      'npm run synth',
      `${chdir(to)} init`,
      `${chdir(to)} state push "$PWD/${state}"`,
      `${chdir(to)} plan`,
    ]),
    `If the plan is what you want, remove ${code(state)}, and in the checkout of the base what the old state still says, so that nobody destroys by it:`,
    shell([`${chdir(from)} state list | xargs -d '\\n' ${chdir(from)} state rm`]),
  ];
}
