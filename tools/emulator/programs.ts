import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from '../../src/config/schema';
import { serviceNames } from '../../src/lib/service-names';
import { projectRoot, ToolError } from '../support/project';

/** File in the emulator's folder for files: command lines in place of stand-ins, by the name of the ECS service. */
export const PROGRAMS_FILE = 'programs.json';

/** Command lines for `/bin/sh`, by the name of the ECS service. */
export type Programs = Readonly<Record<string, string>>;

/** Programs in place of stand-ins, as a folder of the emulator's files holds them. */
export function readPrograms(folder: string): Programs {
  const file = join(folder, PROGRAMS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Programs) : {};
}

/** Writes which programs run for an environment; those of other environments stay. */
export function writePrograms(folder: string, { name, services }: Environment, programs: Programs): void {
  const own = services.map((service) => serviceNames(name, service).ecsService);
  const others = Object.entries(readPrograms(folder)).filter(([service]) => !own.includes(service));
  writeFileSync(join(folder, PROGRAMS_FILE), JSON.stringify({ ...Object.fromEntries(others), ...programs }));
}

/** First word of a command line, where it is a plain one: no assignment, quote or other sign of the shell's. */
const programIn = (line: string): string | undefined => /^[\w./+-]+(?=\s|$)/.exec(line)?.[0];

const isThere = (program: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'command -v -- "$1"', 'find', program], { cwd: projectRoot }).status === 0;

/**
 * Programs that were asked for as `<service>=<command line>`.
 *
 * @throws ToolError with exit code 2 for an unknown service, one that is named twice, and a program that is not there
 */
export function programsFrom(given: readonly string[], { name, services }: Environment): Programs {
  const problems: string[] = [];
  const programs: Record<string, string> = {};
  for (const each of given) {
    const at = each.indexOf('=');
    const [service, line] = [each.slice(0, at), each.slice(at + 1).trim()] as const;
    const found = services.find((one) => one.name === service);
    const program = programIn(line);
    if (found === undefined) {
      const known = services.map((one) => one.name).join(', ');
      problems.push(`--program: ${name} has no service ${service}, only ${known}.`);
    } else if (serviceNames(name, found).ecsService in programs) {
      problems.push(`--program: ${service} is named twice.`);
    } else if (program !== undefined && !isThere(program)) {
      problems.push(
        `--program: there is no program ${program} for ${service}; a path is below ${projectRoot} unless it is absolute.`,
      );
    } else programs[serviceNames(name, found).ecsService] = line;
  }
  if (problems.length > 0) throw new ToolError(problems.join('\n'), 2);
  return programs;
}
