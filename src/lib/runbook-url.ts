/** A repository on GitHub, as the configuration names it. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly branch: string;
}

/** Address of a runbook on GitHub. @param file such as `observability.md` */
export const runbookUrl = ({ owner, name, branch }: Repository, file: string): string =>
  `https://github.com/${owner}/${name}/blob/${branch}/docs/runbooks/${file}`;
