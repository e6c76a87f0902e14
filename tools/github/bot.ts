/** Who writes: the token of a workflow run belongs to this account, and no person can write in its name. */
const BOT = 'github-actions[bot]';

/** What comments and issues have in common. */
export interface Written {
  readonly body: string | null;
  readonly user: { readonly login: string } | null;
}

/** Whether we wrote it, with this text in front of everything else. Anybody can write the text, and quote ours. */
export const isOurs = ({ body, user }: Written, marker: string): boolean =>
  user?.login === BOT && body?.startsWith(marker) === true;
