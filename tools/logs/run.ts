import { setTimeout as sleep } from 'node:timers/promises';
import { isNameOf } from '../model/aws/read';
import { logEvents, logGroups, logLine } from '../emulator/log-groups';
import { runningEmulator } from '../emulator/lifecycle';
import { endpointOf } from '../session/emulator-record';
import { settingsOf } from '../session/settings';
import { INTERRUPTED, watchInterruption } from '../support/interruption';
import { ToolError } from '../support/project';
import { emulatorPlace } from '../support/emulator-place';
import { shortPath } from '../support/short-path';

export interface LogsCommand {
  /** Short name such as `vets-service`, or the whole name of a log group. */
  readonly name: string;
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  /** The emulator's folder. */
  readonly home: string;
  readonly isFollowed: boolean;
}

/** Milliseconds of the past that are shown. */
const PAST = 3_600_000;

/** Milliseconds between two looks for new lines. */
const PAUSE = 1_000;

/** Short name of a log group: its last part, for a firewall's `waf-` and what it stands before. */
export const shortName = (group: string, environment: string): string =>
  group.startsWith('aws-waf-logs-')
    ? `waf-${group.slice(group.indexOf(`-${environment}-`) + environment.length + 2)}`
    : group.slice(group.lastIndexOf('/') + 1);

/** Tells whether a log group belongs to an environment. */
const isOf = (environment: string, group: string): boolean =>
  group.split('/').some((part) => isNameOf(environment, part));

/**
 * Prints the lines of the last hour in a log group on the emulator, the newest last.
 *
 * @returns exit code: 0, or 130 when following was ended
 * @throws ToolError with exit code 2 for an unknown name, with 1 when no emulator runs
 */
export async function logs({ name, environment, home, isFollowed }: LogsCommand): Promise<number> {
  const settings = settingsOf(environment);
  const emulator = await runningEmulator(home);
  if (emulator === undefined) {
    throw new ToolError(
      `No emulator runs in ${shortPath(home)}: \`npm start\` starts one. On AWS, \`aws logs describe-log-groups\` lists the names, and \`aws logs tail <name> --follow\` shows the lines.`,
    );
  }
  const place = emulatorPlace(endpointOf(emulator), settings);
  const groups = (await logGroups(place)).filter((group) => isOf(environment, group));
  const group = groups.find((one) => one === name || shortName(one, environment) === name);
  if (group === undefined) {
    const known = groups.map((one) => shortName(one, environment)).join(', ');
    throw new ToolError(
      `${environment} has no log ${name}, only ${known || 'none: nothing is deployed'}.`,
      2,
    );
  }
  const seen = new Set<string>();
  const show = async (startTime: number): Promise<void> => {
    for (const event of await logEvents(place, group, startTime)) {
      if (!seen.has(event.eventId ?? '')) console.log(logLine(event));
      seen.add(event.eventId ?? '');
    }
  };
  await show(Date.now() - PAST);
  if (seen.size === 0) console.error(`${group} has no lines of the last hour.`);
  if (!isFollowed) return 0;
  const signal = watchInterruption(() => undefined);
  for (let from = Date.now(); !signal.aborted; from = Date.now()) {
    await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    // Lines are written some time after their own.
    await show(from - 10 * PAUSE);
  }
  return INTERRUPTED;
}
