import { strFromU8, unzipSync } from 'fflate';
import { ToolError } from '../../support/project';
import { BODY_LIMIT, GitHub } from '../api';
import { Run } from './runs';
import { REPORT_FILE } from './sources';

interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly expired: boolean;
  readonly size_in_bytes: number;
}

/** Bytes that a text of so many characters has at most. */
const MOST_BYTES = 4 * BODY_LIMIT;

/**
 * The report that a run left in an artifact; undefined when it left none. The run may be anybody's: of what it left only the
 * one file is read, in memory, and nothing that is larger than a report can be.
 *
 * @throws ToolError for an artifact that is no report
 */
export async function reportOf(github: GitHub, run: Run, name: string): Promise<string | undefined> {
  const artifacts = await github.list<Artifact>(
    `/actions/runs/${run.id}/artifacts?name=${encodeURIComponent(name)}`,
    'artifacts',
  );
  // A run that was started again has one of each attempt.
  const [latest] = artifacts
    .filter((each) => each.name === name && !each.expired)
    .sort((a, b) => b.id - a.id);
  if (latest === undefined) return undefined;
  if (latest.size_in_bytes > MOST_BYTES) throw new ToolError(`It has ${latest.size_in_bytes} bytes.`);
  return unpack(await github.download(`/actions/artifacts/${latest.id}/zip`, MOST_BYTES));
}

/** The report in a zip. */
export function unpack(zip: Uint8Array): string {
  let size: number | undefined;
  try {
    const files = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        if (name === REPORT_FILE) size = originalSize;
        return name === REPORT_FILE && originalSize <= MOST_BYTES;
      },
    });
    const report = files[REPORT_FILE];
    if (report !== undefined) return strFromU8(report);
  } catch (error) {
    throw new ToolError(`It is no zip that can be read: ${(error as Error).message}.`);
  }
  throw new ToolError(
    size === undefined ? `It does not hold ${REPORT_FILE}.` : `Its ${REPORT_FILE} has ${size} bytes.`,
  );
}
