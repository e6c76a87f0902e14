import { Resource } from './configuration';
import { drawn, ICON_SIZE, iconFile } from './icons';

/** Identifier of the icon of a resource: its own, or the one that it shares with others of its type. */
export const id = ({ stack, type, name }: Resource): string =>
  drawn[type]?.together === undefined ? `"${stack}/${type}.${name}"` : `"${stack}/${type}"`;

export const node = (nodeId: string, icon: string, lines: readonly string[]): string =>
  `${nodeId} [shape=none, label=<<table border="0" cellspacing="0" cellpadding="1">` +
  `<tr><td fixedsize="true" width="${ICON_SIZE}" height="${ICON_SIZE}"><img src="${iconFile(icon)}"/></td></tr>` +
  lines.map((line) => `<tr><td>${line}</td></tr>`).join('') +
  '</table>>];';

/** Lines below the icon of a resource: the construct it belongs to, unless the label says it anyway, and the label. */
const caption = ({ name, type }: Resource): string[] => {
  const label = drawn[type]?.label ?? type;
  const construct = (name.split('_')[0] ?? name).replaceAll('-', ' ');
  const own = construct
    .replace(label, '')
    .replace(/ (topic|key|bucket|logs)$/, '')
    .trim();
  return own === '' || own === 'internet' || label.includes(own) ? [label] : [own, label];
};

/** The icons of those resources that are drawn. */
export function iconsFor(resources: readonly Resource[]): string[] {
  const shown = resources.filter(({ type }) => type in drawn);
  return [...new Set(shown.map(id))].flatMap((nodeId) => {
    const alike = shown.filter((resource) => id(resource) === nodeId);
    const [first, ...others] = alike;
    if (first === undefined) return [];
    const { icon = '', together = '' } = drawn[first.type] ?? {};
    return node(
      nodeId,
      icon,
      others.length === 0 ? caption(first) : [`${alike.length} ${together}`, ...chunks(namesOf(alike), 2)],
    );
  });
}

/** Names that tell the resources of one icon apart; empty where several belong to one construct. */
function namesOf(alike: readonly Resource[]): string[] {
  const names = alike.map(({ name }) =>
    (name.split('_')[0] ?? name).replace(/^user-secret-|-(secret|repository)$/g, ''),
  );
  return new Set(names).size === names.length ? names : [];
}

export const chunks = (words: readonly string[], size: number): string[] =>
  words.length === 0 ? [] : [words.slice(0, size).join(' · '), ...chunks(words.slice(size), size)];
