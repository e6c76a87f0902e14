/**
 * Memory in MiB that Fargate offers for each cpu in units of 1/1024 vCPU.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
const memoryByCpu: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16384, 1024)],
  [4096, steps(8192, 30720, 1024)],
  [8192, steps(16384, 61440, 4096)],
  [16384, steps(32768, 122880, 8192)],
]);

/** The cpu sizes that Fargate offers, in units of 1/1024 vCPU. */
export const fargateCpuUnits: readonly number[] = [...memoryByCpu.keys()];

/** The memory sizes in MiB that Fargate offers with `cpu` units; none when it does not offer that cpu. */
export function fargateMemoryFor(cpu: number): readonly number[] {
  return memoryByCpu.get(cpu) ?? [];
}

/** Checks whether Fargate can run a task of `cpu` units and `memoryMiB` MiB. */
export function isFargateSize(cpu: number, memoryMiB: number): boolean {
  return fargateMemoryFor(cpu).includes(memoryMiB);
}

function steps(first: number, last: number, step: number): number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
}
