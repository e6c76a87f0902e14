import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A running process, as `/proc` has it. */
export interface Process {
  readonly pid: number;
  /** Command line, arguments parted by a space. */
  readonly command: string;
  /** The folder in which it works. */
  readonly folder: string;
}

/** The processes that work in the folder or below it, or have it in their command line. */
export function processesAbout(folder: string): Process[] {
  const found = readdirSync('/proc').flatMap((pid): Process[] => {
    if (!/^\d+$/.test(pid)) return [];
    const file = (name: string): string => join('/proc', pid, name);
    try {
      const command = readFileSync(file('cmdline'), 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(pid), command, folder: readlinkSync(file('cwd')) }];
    } catch {
      // It ended meanwhile, or is somebody else's.
      return [];
    }
  });
  return found.filter(({ command, folder: its }) => command.includes(folder) || its.startsWith(folder));
}
