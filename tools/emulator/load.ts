import { setTimeout as sleep } from 'node:timers/promises';

/** Rate at which AWS's throttling and, from so many addresses, the rate rule of the firewall let all requests through. */
const [PER_SECOND, ADDRESSES] = [80, 50];

/** Answers: number by status, and times in ms. */
export interface LoadTimes {
  readonly statuses: Readonly<Record<number, number>>;
  readonly median: number;
  readonly p99: number;
}

/** Sends requests to the URLs in turn, 80 a second from 50 addresses, whether earlier ones are answered or not. */
export async function load(urls: readonly string[], requests = 10 * PER_SECOND): Promise<LoadTimes> {
  const statuses: Record<number, number> = {};
  const sent = Array.from({ length: requests }, async (_, index) => {
    await sleep((index * 1000) / PER_SECOND);
    const began = performance.now();
    const headers = { 'X-Emulator-Source': `198.51.100.${index % ADDRESSES}` };
    const answer = await fetch(urls[index % urls.length] ?? '', { headers });
    await answer.arrayBuffer();
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    return performance.now() - began;
  });
  const times = (await Promise.all(sent)).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? NaN;
  return { statuses, median: at(0.5), p99: at(0.99) };
}
