import fc from 'fast-check';
import { fargateCpuUnits, fargateMemoryFor, isFargateSize } from '../../src/config/fargate';

/** The table of the AWS page, as rules: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
function offered(cpu: number, memoryMiB: number): boolean {
  if (cpu === 256) return [512, 1024, 2048].includes(memoryMiB);
  const stepGiB = { 512: 1, 1024: 1, 2048: 1, 4096: 1, 8192: 4, 16384: 8 }[cpu];
  if (stepGiB === undefined) return false;
  const most = cpu <= 2048 ? cpu * 8 : cpu * 7.5;
  return memoryMiB >= cpu * 2 && memoryMiB <= most && memoryMiB % (stepGiB * 1024) === 0;
}

describe('Fargate sizes', () => {
  it('are those of the AWS table, for every multiple of 512 MiB', () => {
    for (const cpu of [0, 128, ...fargateCpuUnits, 32768]) {
      for (let memoryMiB = 0; memoryMiB <= 131072; memoryMiB += 512) {
        expect([cpu, memoryMiB, isFargateSize(cpu, memoryMiB)]).toEqual([
          cpu,
          memoryMiB,
          offered(cpu, memoryMiB),
        ]);
      }
    }
  });

  it('are no other pairs', () => {
    const cpu = fc.oneof(fc.constantFrom(...fargateCpuUnits), fc.integer({ min: -1, max: 40000 }));
    fc.assert(
      fc.property(cpu, fc.integer({ min: -1, max: 131072 }), (units, memoryMiB) => {
        expect(isFargateSize(units, memoryMiB)).toBe(offered(units, memoryMiB));
      }),
    );
  });

  it('list cpu and memory in rising order, none for a cpu that is not offered', () => {
    expect(fargateCpuUnits).toEqual([256, 512, 1024, 2048, 4096, 8192, 16384]);
    expect(fargateMemoryFor(512)).toEqual([1024, 2048, 3072, 4096]);
    expect(fargateMemoryFor(16384).at(-1)).toBe(122880);
    expect(fargateMemoryFor(300)).toEqual([]);
  });
});
