import { z } from 'zod';
import { SERVICE_NAME_MAX } from '../../lib/service-names';
import { keyed, strict, text } from '../fields';
import type { ValidPart } from '../inspect';
import { refusal, under, type Problem } from '../problem';
import { sizeProblems, sizeShape, type ServiceDefinition } from './catalogue';

const { cpu, memoryMiB, minTasks, maxTasks } = sizeShape;

const settingsSchema = strict({
  /** Names the image in the service's repository. Tags there are immutable, so `latest` could be pushed once only. */
  imageTag: text(
    /^(?!(latest|main|master|head|edge|develop|nightly|snapshot|stable)$)\w[\w.-]{0,127}$/i,
    'a fixed tag such as 3.4.1, none that moves such as latest',
  ),
  /**
   * Units of 1/1024 vCPU of each task.
   *
   * @default the catalogue's
   * @cost for each vCPU of each task `fargate-x86_64-vcpu-hour`
   */
  cpu: cpu.exactOptional(),
  /**
   * Memory of each task in MiB.
   *
   * @default the catalogue's
   * @cost for each GB of each task `fargate-x86_64-gb-hour`
   */
  memoryMiB: memoryMiB.exactOptional(),
  /** Tasks that always run. @default the catalogue's */
  minTasks: minTasks.exactOptional(),
  /** Tasks that run at most. @default the catalogue's */
  maxTasks: maxTasks.exactOptional(),
});

/**
 * Settings of each service of the catalogue in one environment: its image, and sizes where they differ from the
 * catalogue's.
 */
export const servicesSchema = keyed(
  settingsSchema,
  'an entry for each service of the catalogue',
  SERVICE_NAME_MAX,
);

type ServiceSettings = z.output<typeof settingsSchema>;
type Services = z.output<typeof servicesSchema>;

/** A service as one environment runs it. */
export type Service = ServiceDefinition & ServiceSettings;

/** Checks the service settings of an environment against the catalogue, which the schema cannot see. */
export function* serviceProblems(
  given: ValidPart<Services>,
  catalogue: readonly ValidPart<ServiceDefinition>[],
): Iterable<Problem> {
  const names = catalogue.flatMap(({ name }) => name ?? []);
  for (const [name, settings] of Object.entries(given)) {
    if (settings === undefined || names.includes(name)) continue;
    yield {
      path: `services.${name}`,
      message: `is not a service of the catalogue; allowed: ${names.join(', ') || 'none'}`,
    };
  }
  for (const service of catalogue) {
    const { name } = service;
    if (name === undefined) continue;
    if (!Object.hasOwn(given, name))
      yield { path: `services.${name}`, message: refusal(undefined, '{ imageTag }') };
    yield* under(`services.${name}`, overrideProblems(service, given[name] ?? {}));
  }
}

/** Sizes that the environment leaves alone were checked with the catalogue. */
function overrideProblems(
  service: ValidPart<ServiceDefinition>,
  settings: ValidPart<ServiceSettings>,
): Iterable<Problem> {
  const overrides = Object.keys(sizeShape).some((key) => key in settings);
  return overrides ? sizeProblems({ ...service, ...settings }) : [];
}
