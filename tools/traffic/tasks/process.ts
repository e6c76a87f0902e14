import { ChildProcess, spawn } from 'node:child_process';
import { projectRoot } from '../../support/project';

/**
 * Runs a command that finds names in a hosts file of its own, mounted over the system's. When standard input ends, everything
 * in its process group is killed: whoever holds the other end is then gone.
 */
const ENTER = `
mount --bind "$1" /etc/hosts || exit 126
shift
exec 3<&0 </dev/null
{ read -r _; kill -KILL 0; } <&3 2>/dev/null &
exec 3<&-
exec "$@"
`;

/** The same without mounting, for a machine that allows no namespaces. */
const KEEP = ENTER.replace(/^mount.*$/m, ':');

export interface ProcessProps {
  readonly command: readonly string[];
  /** The whole environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** File in which names are found first. */
  readonly hosts: string;
  /** Library that has a process find names in a file, on a machine that allows no namespaces; undefined mounts the file. */
  readonly nssWrapper: string | undefined;
}

/** Starts a process of a task, leader of a group of its own, that does not outlive this one. */
export function startProcess({ command, variables, hosts, nssWrapper }: ProcessProps): ChildProcess {
  const mounts = nssWrapper === undefined;
  const wrapped = mounts ? {} : { LD_PRELOAD: nssWrapper, NSS_WRAPPER_HOSTS: hosts };
  const shell = ['/bin/sh', '-c', mounts ? ENTER : KEEP, 'enter', hosts, ...command];
  const [program = '', ...args] = mounts ? ['unshare', '-rm', ...shell] : shell;
  return spawn(program, args, {
    cwd: projectRoot,
    detached: true,
    env: { PATH: process.env.PATH, ...variables, ...wrapped },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Kills a process with everything that it started. */
export function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
