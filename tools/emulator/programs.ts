import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from '../../src/config/schema';
import { serviceNames } from '../../src/lib/service-names';
import { projectRoot, ToolError } from '../support/project';

/** Command lines for `/bin/sh` in place of stand-ins, by the name of the ECS service. */
export type Programs = Readonly<Record<string, string>>;

/** File of the programs in the emulator's folder for files. */
const fileIn = (folder: string): string => join(folder, 'programs.json');

/** Programs in place of stand-ins, as a folder of the emulator's files holds them. */
export function readPrograms(folder: string): Programs {
  const file = fileIn(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Programs) : {};
}

/** Writes which programs run for an environment; those of other environments stay. */
export function writePrograms(folder: string, { name, services }: Environment, programs: Programs): void {
  const own = services.map((service) => serviceNames(name, service).ecsService);
  const others = Object.entries(readPrograms(folder)).filter(([service]) => !own.includes(service));
  writeFileSync(fileIn(folder), JSON.stringify({ ...Object.fromEntries(others), ...programs }));
}

/** First word of a command line that is not there. Only a plain one is judged: no assignment or sign of the shell's. */
function missingProgram(line: string): string | undefined {
  const [word] = /^[\w./+-]+(?=\s|$)/.exec(line) ?? [];
  const look = ['-c', 'command -v -- "$1"', 'find', word ?? 'sh'];
  return spawnSync('/bin/sh', look, { cwd: projectRoot }).status === 0 ? undefined : word;
}

/**
 * Programs that were asked for as `<service>=<command line>`.
 *
 * @throws ToolError with exit code 2 for an unknown service, one that is named twice, and a program that is not there
 */
export function programsFrom(given: readonly string[], { name, services }: Environment): Programs {
  const problems: string[] = [];
  const programs: Record<string, string> = {};
  const known = new Map(services.map((service) => [service.name, serviceNames(name, service).ecsService]));
  for (const each of given) {
    const at = each.indexOf('=');
    const [service, line] = [each.slice(0, at), each.slice(at + 1).trim()] as const;
    const key = known.get(service);
    const missing = missingProgram(line);
    if (key === undefined) {
      problems.push(`--program: ${name} has no service ${service}, only ${[...known.keys()].join(', ')}.`);
    } else if (key in programs) {
      problems.push(`--program: ${service} is named twice.`);
    } else if (missing !== undefined) {
      problems.push(`--program: no program ${missing} for ${service}, on the PATH or in ${projectRoot}.`);
    } else programs[key] = line;
  }
  if (problems.length > 0) throw new ToolError(problems.join('\n'), 2);
  return programs;
}
