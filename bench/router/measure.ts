import { applyLoad } from './load.ts';
import type { BenchProcess } from './process.ts';

export interface Sample {
  readonly cpuMsPerRequest: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly residentMb: number;
  readonly fetchesPerRequest: number;
  readonly failures: number;
}

export interface MeasureOptions {
  readonly body: string;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly directory: string;
  /** Requests that the subgraphs have had. */
  readonly countFetches: () => Promise<number>;
}

/** Warms the process up, then puts it under load and says what that cost it. */
export async function measure(target: BenchProcess, options: MeasureOptions): Promise<Sample> {
  const { body, warmUpSeconds, seconds, directory, countFetches } = options;
  await applyLoad({ url: target.url, body, directory, seconds: warmUpSeconds });
  const fetchesBefore = await countFetches();
  const cpuBefore = target.cpuMs();
  const { requests, failures, p50Ms, p99Ms } = await applyLoad({
    url: target.url,
    body,
    directory,
    seconds,
  });
  const cpuMs = target.cpuMs() - cpuBefore;
  const residentMb = target.residentMb();
  const fetches = (await countFetches()) - fetchesBefore;
  target.forgetOutput();
  return {
    cpuMsPerRequest: cpuMs / requests,
    requestsPerSecond: requests / seconds,
    p50Ms,
    p99Ms,
    residentMb,
    fetchesPerRequest: fetches / requests,
    failures,
  };
}

/** Of each figure the one in the middle; failures are added. */
export function takeMedian(samples: readonly Sample[]): Sample {
  const middle = (read: (sample: Sample) => number): number =>
    samples.map(read).toSorted((one, other) => one - other)[Math.floor(samples.length / 2)] ?? 0;
  return {
    cpuMsPerRequest: middle((sample) => sample.cpuMsPerRequest),
    requestsPerSecond: middle((sample) => sample.requestsPerSecond),
    p50Ms: middle((sample) => sample.p50Ms),
    p99Ms: middle((sample) => sample.p99Ms),
    residentMb: middle((sample) => sample.residentMb),
    fetchesPerRequest: middle((sample) => sample.fetchesPerRequest),
    failures: samples.reduce((sum, { failures }) => sum + failures, 0),
  };
}
