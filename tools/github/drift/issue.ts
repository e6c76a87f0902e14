import { Finding, Findings } from '../../drift/findings';
import { fitting } from '../../plan/fitting';
import { code } from '../../plan/markdown';
import { BODY_LIMIT } from '../api';

/** The label of every issue on drift. */
export const LABEL = { name: 'drift', color: 'd93f0b', description: 'Changed outside Terraform' };

/** In front of an issue's text, where only we can have put it. */
export const markerOf = (environment: string, stack: string): string =>
  `<!-- petclinic: drift of ${environment} ${stack} -->`;

/** The stack that an issue of an environment is about; undefined for any other text. */
export function stackOf(environment: string, body: string): string | undefined {
  const [, of, stack] = /^<!-- petclinic: drift of (\S+) (\S+) -->/.exec(body) ?? [];
  return of === environment ? stack : undefined;
}

export const titleOf = (stack: string): string => `Drift in ${stack}`;

/** The text of the issue on a stack. The same findings give the same text. */
export function bodyOf({ environment, place }: Findings, { stack, counts, content }: Finding): string {
  return fitting(
    [
      markerOf(environment, stack),
      `${code(stack)} is not what Terraform made of it: ${counts}. Looked at in ${code(place)}.`,
      `To take it back, ${code(`npm run plan -- --env ${environment}`)} and apply that. To keep it, change the source. This issue closes itself when there is no drift any more.`,
      ...content,
    ],
    BODY_LIMIT,
  );
}
