import { Findings } from '../../drift/findings';
import { GitHub } from '../api';
import { isOurs, Written } from '../bot';
import { bodyOf, LABEL, markerOf, stackOf, titleOf } from './issue';

/** @see https://docs.github.com/en/rest/issues/issues */
interface Issue extends Written {
  readonly number: number;
  readonly state: 'open' | 'closed';
  /** There for pull requests, which GitHub lists among the issues. */
  readonly pull_request?: object;
}

/**
 * Keeps one issue for each stack that drifted: opens it, writes what is found into it, closes it when nothing is, and opens
 * the same one again later. What is not known, of a stack that could not be looked at, changes nothing.
 *
 * @returns what was done, a line a stack
 */
export async function keepIssues(github: GitHub, findings: Findings): Promise<string[]> {
  const { environment, isWhole, stacks } = findings;
  const issues = await ownIssues(github, environment);
  const lines: string[] = [];
  for (const finding of stacks) {
    const { stack, status } = finding;
    const issue = issues.get(stack);
    if (status === 'failed') lines.push(`${stack}: could not be looked at, so its issue stays as it is`);
    else if (status === 'drift')
      lines.push(`${stack}: ${await tell(github, issue, stack, bodyOf(findings, finding))}`);
    else lines.push(`${stack}: ${await settle(github, issue, 'There is no drift any more.')}`);
  }
  const gone = isWhole
    ? [...issues.keys()].filter((name) => !stacks.some(({ stack }) => stack === name))
    : [];
  for (const stack of gone) {
    lines.push(
      `${stack}: ${await settle(github, issues.get(stack), 'The source has no such stack any more.')}`,
    );
  }
  return lines;
}

/** Our issues on an environment, by stack. Where a stack has several, the first that was made. */
async function ownIssues(github: GitHub, environment: string): Promise<Map<string, Issue>> {
  const all = await github.list<Issue>(`/issues?labels=${LABEL.name}&state=all&sort=created&direction=desc`);
  return new Map(
    all.flatMap((issue): [string, Issue][] => {
      const stack = stackOf(environment, issue.body ?? '');
      const isIt =
        stack !== undefined &&
        issue.pull_request === undefined &&
        isOurs(issue, markerOf(environment, stack));
      return isIt ? [[stack, issue]] : [];
    }),
  );
}

async function tell(github: GitHub, issue: Issue | undefined, stack: string, body: string): Promise<string> {
  if (issue === undefined) {
    await ensureLabel(github);
    const { number } = await github.send<Issue>('POST', '/issues', {
      title: titleOf(stack),
      body,
      labels: [LABEL.name],
    });
    return `opened #${number}`;
  }
  const { number } = issue;
  if (issue.state === 'closed') {
    await github.send('PATCH', `/issues/${number}`, { state: 'open', body });
    await github.send('POST', `/issues/${number}/comments`, { body: 'It drifted again.' });
    return `opened #${number} again`;
  }
  if (issue.body?.trim() === body.trim()) return `#${number} is up to date`;
  await github.send('PATCH', `/issues/${number}`, { body });
  return `updated #${number}`;
}

async function settle(github: GitHub, issue: Issue | undefined, why: string): Promise<string> {
  if (issue?.state !== 'open') return 'no drift';
  const { number } = issue;
  await github.send('POST', `/issues/${number}/comments`, { body: why });
  await github.send('PATCH', `/issues/${number}`, { state: 'closed', state_reason: 'completed' });
  return `closed #${number}`;
}

async function ensureLabel(github: GitHub): Promise<void> {
  if ((await github.find(`/labels/${LABEL.name}`)) === undefined) await github.send('POST', '/labels', LABEL);
}
