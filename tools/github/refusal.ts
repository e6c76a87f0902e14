/**
 * What to do about an answer of GitHub's that is no success.
 *
 * @param asked such as `POST /repos/octo-org/octo-repo/issues`
 * @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function describeRefusal(
  asked: string,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string,
): string {
  const words = `GitHub says ${status} to ${asked}: ${messageIn(text)}`;
  if (status === 401) return `${words}\n\nThe token in GITHUB_TOKEN is wrong, or its time is over.`;
  if (status === 403 || status === 429) {
    const until = limitOf(headers, text);
    if (until !== undefined) return `${words}\n\nThe rate limit is used up. Try again ${until}.`;
    const needed = headers.get('x-accepted-github-permissions') ?? '';
    return `${words}\n\nThe token in GITHUB_TOKEN may not do this: ${
      needed === '' ? 'look at `permissions:` of the job' : `give the job ${needed.replaceAll('=', ': ')}`
    }.`;
  }
  if (status === 404) {
    return `${words}\n\nIt is not there, or the token in GITHUB_TOKEN may not see it: look at \`permissions:\` of the job.`;
  }
  return status >= 500 ? `${words}\n\nThis is GitHub's own trouble: run it again.` : words;
}

/** When to come back; undefined when no limit was hit. */
function limitOf(headers: Headers, text: string): string | undefined {
  const seconds = headers.get('retry-after');
  if (seconds !== null) return `in ${seconds} seconds`;
  if (headers.get('x-ratelimit-remaining') === '0') {
    const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
    return Number.isNaN(reset) ? 'in an hour' : `after ${new Date(reset * 1000).toISOString()}`;
  }
  return /secondary rate limit/i.test(text) ? 'in a minute' : undefined;
}

function messageIn(text: string): string {
  try {
    const { message, errors } = JSON.parse(text) as { message?: string; errors?: unknown };
    return `${message ?? 'no reason'}${errors === undefined ? '' : ` ${JSON.stringify(errors)}`}`;
  } catch {
    return text.trim().slice(0, 200) || 'no reason';
  }
}
