import { z } from 'zod';
import { strict, text } from './fields';
import { inspect } from './inspect';
import { ConfigError, under } from './problem';

const repositorySchema = strict({
  /** User or organization. Two hyphens in a row are allowed here, for the placeholder's sake. */
  owner: text(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/, '1 to 39 letters, digits and inner hyphens'),
  name: text(
    /^(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/,
    '1 to 100 letters, digits, dots, hyphens and underscores, not ending in .git',
  ),
  /** Branch that deployments run from and that links lead to. The trust policies of CI's roles name it several times. */
  branch: text(
    /^(?!refs\/|HEAD$)(?![./-])(?!.*(?:\.\.|\/\/|\/\.|\.lock$|[./]$))[A-Za-z0-9._/-]{1,150}$/,
    'a branch such as main or release/1.2, without refs/heads/, of at most 150 characters',
  ),
  /**
   * The numbers behind owner and name, where GitHub puts them into the subject of its tokens: for repositories made, renamed
   * or moved since July 2026, and those that asked for it. docs/runbooks/ci-identity.md says how to see them.
   *
   * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   * @default a subject of names alone
   */
  ids: strict({
    owner: text(/^\d{1,20}$/, 'the number of the owner, in quotes'),
    repository: text(/^\d{1,20}$/, 'the number of the repository, in quotes'),
  }).exactOptional(),
});

export type Repository = Readonly<z.output<typeof repositorySchema>>;

/**
 * The GitHub repository of this project: its workflows may assume the CI roles, and alarms link to its runbooks.
 *
 * The owner is a placeholder. GitHub gives nobody a name with two hyphens in a row, so as long as it stands here the roles
 * trust nobody.
 *
 * @see https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
export const repository: Repository = {
  owner: 'your--organization',
  name: 'petclinic-aws',
  branch: 'main',
};

/** @throws ConfigError with every problem of `src/config/repository.ts` */
export function loadRepository(raw: unknown = repository): Repository {
  const { value, problems } = inspect(repositorySchema, raw);
  if (value === undefined) {
    throw new ConfigError(under('repository', problems));
  }
  return value;
}

/** Address of a runbook on GitHub. @param file such as `observability.md` */
export const runbookUrl = ({ owner, name, branch }: Repository, file: string): string =>
  `https://github.com/${owner}/${name}/blob/${branch}/docs/runbooks/${file}`;
